-- The report log is the truth: one row per message and distinct time.

-- Names of agents' journals; code 0 stands for packs without an envelope.
create table epoch (
  station      integer not null references station,
  code         smallint not null,
  name         text not null,
  primary key (station, code),
  unique (station, name)
);

-- Fence and cursor in one: who may write for the station's lane, and the highest seq stored.
create table lane (
  station      integer not null references station,
  lane         smallint not null,
  hub          integer not null default 0,
  generation   bigint not null default 0,
  epoch        smallint not null default 0,
  seq          bigint not null default 0,
  primary key (station, lane)
) with (fillfactor = 50);

-- flags: 1 late, 2 time corrected by the clock offset (raw = at + shift ms), 4 steps back, 8 bare
-- pack, 16 message without readings, 32 a further row of its message (exactly one row of each
-- message has it not, so that identities can be listed once), 64 impossible time replaced by that
-- of receipt
create table report (
  station      integer not null,
  at           timestamptz not null,
  lane         smallint not null,
  epoch        smallint not null,
  seq          bigint not null,
  received     timestamptz not null,
  flags        smallint not null,
  shift        integer,
  points       smallint[] not null,
  "values"     double precision[] not null,
  primary key (station, at, lane, epoch, seq)
) partition by range (at);

create view sample as
select s.code as station, r.at, p.name as point, u.value, p.unit, p.kind,
       case p.kind when 'word' then p.words[u.value::int + 1] end as word,
       (r.flags & 1) <> 0 as late, r.lane, e.name as epoch, r.seq, r.received
from report r
join station s on s.id = r.station
cross join lateral unnest(r.points, r."values") as u (code, value)
join point p on p.station = r.station and p.code = u.code
left join epoch e on e.station = r.station and e.code = r.epoch;

-- Events inside reports (safety actions, stock counts), as they came.
create table station_event (
  station      integer not null,
  id           text not null,
  at           timestamptz not null,
  type         text not null,
  subject      text not null,
  rule         text,
  data         jsonb not null,
  lane         smallint not null,
  epoch        smallint not null,
  seq          bigint not null,
  received     timestamptz not null,
  primary key (station, id)
);
create index station_event_lane on station_event (station, lane, epoch, seq);

-- What is missing, and when the message came that showed it: an input of the fold like the reports.
create table gap (
  id           bigint generated always as identity primary key,
  station      integer not null,
  lane         smallint not null,
  epoch        smallint not null,
  from_seq     bigint not null,
  to_seq       bigint,
  reason       text not null,
  recorded     timestamptz not null default now(),
  unique nulls not distinct (station, lane, epoch, from_seq, to_seq, recorded)
);

-- The key is made with the rejection: a batch stored again keeps it once.
create table rejection (
  id           bigint generated always as identity primary key,
  station      integer not null,
  key          uuid not null default gen_random_uuid(),
  kind         text not null,
  epoch        text,
  seq          bigint,
  reason       text not null,
  place        text not null,
  expected     text not null,
  bytes        bytea not null,
  received     timestamptz not null default now(),
  unique (station, key)
);
create index rejection_station on rejection (station, received);
create index rejection_received on rejection (received);

-- Shortcut of the fold over reports: judged state as of the lane positions inside it. Received is
-- when the newest message in it came: what follows it came later, however long it waited.
create table twin (
  station      integer primary key references station,
  received     timestamptz not null,
  state        bytea not null
);

-- Latest value per point, one row per station, written about once a second for those that changed.
create table latest (
  station      integer primary key references station,
  saved        timestamptz not null,
  points       smallint[] not null,
  "values"     double precision[] not null,
  ats          timestamptz[] not null
) with (fillfactor = 50);

create view latest_value as
select s.code as station, p.name as point, u.value, p.unit, p.kind,
       case p.kind when 'word' then p.words[u.value::int + 1] end as word, u.at
from latest l
join station s on s.id = l.station
cross join lateral unnest(l.points, l."values", l.ats) as u (code, value, at)
join point p on p.station = l.station and p.code = u.code;

-- Whether a station is connected; session and agent are as its last birth says.
create table presence (
  station      integer primary key references station,
  online       boolean not null,
  since        timestamptz not null,
  session      text,
  agent        text
);
