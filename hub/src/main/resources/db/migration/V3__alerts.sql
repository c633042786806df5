-- Thresholds that differ from the rule catalogue; the narrowest scope wins, then the latest. A row
-- for a station names its office too, a row for all neither.
create table rule_override (
  id           bigint generated always as identity primary key,
  name         text not null,
  rule         text not null,
  office       integer references office,
  station      integer references station,
  params       jsonb not null,
  valid_from   timestamptz not null default now(),
  withdrawn    timestamptz,
  reason       text not null,
  created_by   text not null,
  withdrawn_by text
);
create index rule_override_standing on rule_override (rule) where withdrawn is null;

create table alert_counter (
  day          date primary key,
  last         integer not null
);

create table alert (
  id           uuid primary key,
  number       text not null,
  day          date not null,
  rule         text not null,
  rule_version integer not null,
  station      integer not null references station,
  office       integer not null references office,
  subject      text not null,
  severity     text not null check (severity in ('critical', 'major', 'minor', 'info')),
  condition    text not null check (condition in ('active', 'cleared', 'refuted')),
  work         text not null check (work in ('new', 'acknowledged', 'assigned', 'in-progress', 'recheck-due', 'closed')),
  delayed      boolean not null,
  retrospective boolean not null,
  event_time   timestamptz not null,
  detected_time timestamptz not null,
  cleared_time timestamptz,
  closed_time  timestamptz,
  reading      jsonb,
  edge_action  jsonb,
  acknowledge_due timestamptz,
  resolve_due  timestamptz,
  recheck_due  timestamptz,
  acknowledged_by text,
  acknowledged_time timestamptz,
  cause        text,
  external_ref text,
  revision     integer not null default 1,
  unique (day, number)
);
-- One alert that is not closed per station, rule and subject.
create unique index alert_open on alert (station, rule, subject) where work <> 'closed' and not retrospective;
create index alert_subject on alert (station, rule, subject, detected_time);
create index alert_office on alert (office, detected_time);

create table alert_history (
  alert        uuid not null references alert,
  revision     integer not null,
  at           timestamptz not null,
  actor        text not null,
  what         text not null,
  data         jsonb not null default '{}',
  primary key (alert, revision)
);

-- Facts already applied, so that a repeated batch changes nothing.
create table alert_fact (
  station      integer not null,
  key          text not null,
  alert        uuid not null,
  applied      timestamptz not null default now(),
  primary key (station, key)
);
