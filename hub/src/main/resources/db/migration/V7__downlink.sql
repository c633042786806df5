-- What goes down to stations: settings beyond thresholds, orders, texts for displays; and what the
-- stations say became of it.

-- What the breaker is rated for, W; 0 when it is not known.
alter table station add column breaker double precision not null default 0 check (breaker >= 0);

-- A socket mounted so low that water on the floor reaches it.
alter table bay add column low boolean not null default false;

-- Deadbands and texts as somebody wanted them; the highest version is in force. A row for a station
-- names its office too. The office's hold at its stations unless a station says otherwise.
create table setting (
  id           bigint generated always as identity primary key,
  office       integer not null references office,
  station      integer references station,
  version      integer not null,
  deadbands    jsonb not null,
  texts        jsonb not null,
  -- the earlier version that was restored by this one
  restored     integer,
  reason       text not null,
  created_by   text not null,
  created      timestamptz not null default now()
);
create unique index setting_of_office on setting (office, version) where station is null;
create unique index setting_of_station on setting (station, version) where station is not null;

-- Which configuration is in force at a station, and the last one it refused.
create table config_report (
  station      integer primary key references station,
  version      bigint,
  reported     timestamptz,
  refused      bigint,
  reason       text,
  refused_at   timestamptz
);

-- Orders; an open one is sent with each connection of its station until it is answered or expires.
create table station_command (
  station      integer not null references station,
  id           text not null,
  ordinal      bigint generated always as identity,
  type         text not null,
  target       text not null,
  args         jsonb not null default '{}',
  state        text not null default 'queued'
               check (state in ('queued', 'sent', 'done', 'failed', 'expired', 'refused')),
  created      timestamptz not null default now(),
  created_by   text not null,
  expires      timestamptz not null,
  sent         timestamptz,
  sendings     integer not null default 0,
  -- by the station's clock
  answered     timestamptz,
  detail       text not null default '',
  primary key (station, id)
);
create index station_command_open on station_command (station) where state in ('queued', 'sent');
create index station_command_latest on station_command (station, ordinal);

-- Texts for displays: of a station (which names its office too), an office, or all.
create table notice (
  id           text primary key,
  ordinal      bigint generated always as identity,
  scope        text not null check (scope in ('station', 'office', 'all')),
  office       integer references office,
  station      integer references station,
  zh           text not null,
  en           text not null,
  valid_from   timestamptz not null,
  valid_until  timestamptz not null,
  created      timestamptz not null default now(),
  created_by   text not null,
  withdrawn    timestamptz,
  withdrawn_by text
);
create index notice_until on notice (valid_until);
create index notice_office on notice (office, ordinal);
