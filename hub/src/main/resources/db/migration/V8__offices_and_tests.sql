-- An alert may be about an office as a whole instead of one of its stations, and it may be part of
-- a test that somebody makes on site.
alter table alert alter column station drop not null;
alter table alert add column test boolean not null default false;
create unique index alert_open_of_office on alert (office, rule, subject)
  where station is null and work <> 'closed' and not retrospective;
create index alert_subject_of_office on alert (office, rule, subject, detected_time)
  where station is null;

-- Facts about offices already applied.
create table office_fact (
  office       integer not null references office,
  key          text not null,
  alert        uuid not null,
  applied      timestamptz not null default now(),
  primary key (office, key)
);

-- A tester's endpoint is told of tests only, every other one of everything else.
alter table endpoint add column tester boolean not null default false;
