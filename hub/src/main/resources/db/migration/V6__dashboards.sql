-- What dashboards read. Columns are added, never renamed: people build their own panels on them.

-- A station is online while its session lasts and the hub that holds the session lives.
create view dashboard_stations as
select s.code as station, s.name, o.code as office, o.name as office_name, s.kind, s.status, s.demo,
       coalesce(p.online, false)
         and exists (select from lane l join hub h on h.id = l.hub
                     where l.station = s.id and h.alive_until > now()) as online,
       p.since, p.agent
from station s
join office o on o.id = s.office
left join presence p on p.station = s.id
where s.disabled is null;

create view dashboard_alerts as
select a.id, a.number, a.rule, a.severity,
       array_position(array['critical', 'major', 'minor', 'info'], a.severity) as severity_rank,
       a.condition, a.work, s.code as station, s.name as station_name, o.code as office,
       o.name as office_name, a.subject, a.delayed, a.event_time, a.detected_time, a.cleared_time,
       (a.reading ->> 'point') as point, (a.reading ->> 'value')::double precision as value,
       (a.reading ->> 'limit')::double precision as "limit", a.reading ->> 'unit' as unit
from alert a
join station s on s.id = a.station
join office o on o.id = a.office
where not a.retrospective;

create view dashboard_open_alerts as
select * from dashboard_alerts where work <> 'closed';

-- One row per registered bay with its latest values; a bay never heard of has null state.
create view dashboard_bays as
select d.station, d.name as station_name, d.office, d.office_name, d.online, b.number as bay, b.use,
       v.state, v.state_since, v.power, v.temperature, d.status
from bay b
join station s on s.id = b.station
join dashboard_stations d on d.station = s.code
left join lateral (
  select max(l.word) filter (where l.point like '%/state') as state,
         max(l.at) filter (where l.point like '%/state') as state_since,
         max(l.value) filter (where l.point like '%/power') as power,
         max(l.value) filter (where l.point like '%/temperature') as temperature
  from latest_value l
  where l.station = s.code
    and l.point in ('bay/' || b.number || '/state', 'bay/' || b.number || '/power',
                    'bay/' || b.number || '/temperature')) v on true;

-- One row per registered supply item; fill is the share of its capacity, from 0 to 1.
create view dashboard_supplies as
select d.station, d.name as station_name, d.office, d.office_name, i.code as item, i.unit,
       l.value as level, i.minimum, i.capacity, l.value / nullif(i.capacity, 0) as fill,
       l.value < i.minimum as below_minimum, l.at
from item i
join station s on s.id = i.station
join dashboard_stations d on d.station = s.code
left join latest_value l on l.station = s.code and l.point = 'supply/' || i.code || '/level';

create view dashboard_people as
select d.station, d.name as station_name, d.office, d.office_name, l.value::integer as people, l.at,
       d.status
from dashboard_stations d
join latest_value l on l.station = d.station and l.point = 'room/people';

-- Readings over time; always give a range of at, it decides which days are read.
create view dashboard_samples as
select s.code as station, s.name as station_name, o.code as office, r.at, p.name as point, p.unit,
       u.value
from report r
join station s on s.id = r.station
join office o on o.id = s.office
cross join lateral unnest(r.points, r."values") as u (code, value)
join point p on p.station = r.station and p.code = u.code;

create view dashboard_power as
select station, station_name, office, at, point, value as power
from dashboard_samples
where point like 'bay/%/power' or point = 'mains/power';
