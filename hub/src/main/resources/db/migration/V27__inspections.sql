-- Since when an inspection is to be expected: stations that are there already have not been overdue
-- for all the time in which nobody could report one.
alter table station add column inspect_from timestamptz not null default now();

-- What people found at stations. Nothing here is changed: a later inspection corrects an earlier
-- one. The one of two at the same time that was reported later counts, by seq.
create table inspection (
  id           uuid primary key,
  seq          bigint generated always as identity unique,
  station      integer not null references station,
  at           timestamptz not null,
  whole        boolean not null,
  note         text,
  actor        text not null,
  created      timestamptz not null default now()
);
create index inspection_station on inspection (station, at desc, seq desc);
create index inspection_whole on inspection (station, at desc) where whole;

-- station, at and seq are those of the inspection, for the last finding of an element is asked for
-- every minute.
create table inspection_finding (
  inspection   uuid not null references inspection,
  ordinal      smallint not null,
  station      integer not null,
  element      text not null,
  at           timestamptz not null,
  seq          bigint not null,
  present      boolean not null,
  expires      date check (expires is null or present),
  photo        bytea,
  note         text,
  primary key (inspection, element),
  foreign key (station, photo) references station_photo (station, digest)
);
create index inspection_finding_last on inspection_finding (station, element, at desc, seq desc);
