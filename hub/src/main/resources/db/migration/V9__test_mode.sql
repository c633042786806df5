-- Tests that somebody makes on site, out of the events of their stations. What begins in one is told
-- to the tester only.
create table station_test (
  station      integer not null references station,
  id           text not null,           -- of the event that began it
  started      timestamptz not null,
  until        timestamptz not null,    -- when it ends if nothing ends it before
  ended        timestamptz,             -- null while nothing has ended it
  begun_by     text not null,
  primary key (station, id)
);
create index station_test_time on station_test (station, started);
create index station_test_running on station_test (until) where ended is null;

-- Alerts of tests close by themselves, or turn out to be real.
create index alert_of_test on alert (detected_time) where test and work <> 'closed';

-- Dashboards show what is real.
create or replace view dashboard_alerts as
select a.id, a.number, a.rule, a.severity,
       array_position(array['critical', 'major', 'minor', 'info'], a.severity) as severity_rank,
       a.condition, a.work, s.code as station, s.name as station_name, o.code as office,
       o.name as office_name, a.subject, a.delayed, a.event_time, a.detected_time, a.cleared_time,
       (a.reading ->> 'point') as point, (a.reading ->> 'value')::double precision as value,
       (a.reading ->> 'limit')::double precision as "limit", a.reading ->> 'unit' as unit
from alert a
join station s on s.id = a.station
join office o on o.id = a.office
where not a.retrospective and not a.test;
