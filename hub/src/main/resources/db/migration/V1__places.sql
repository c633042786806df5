-- Offices, stations and what is registered at them.
create table office (
  id           integer generated always as identity primary key,
  code         text not null unique,
  name         text not null,
  region_code  text,
  demo         boolean not null default false,
  created      timestamptz not null default now()
);

-- expected_since: since when the station is to be heard; set anew when it is enabled again.
create table station (
  id           integer generated always as identity primary key,
  code         text not null unique,
  name         text not null,
  office       integer not null references office,
  kind         text not null check (kind in ('full', 'love-corner')),
  status       text not null default 'live' check (status in ('planned', 'live', 'suspended', 'closed')),
  address      text,
  phone        text,
  community    text,
  grid         text,
  host_shop    text,
  lat          double precision,
  lon          double precision,
  crs          text check (crs in ('wgs84', 'cgcs2000', 'gcj02', 'bd09')),
  demo         boolean not null default false,
  disabled     timestamptz,
  expected_since timestamptz not null default now(),
  config_version bigint not null default 1,
  created      timestamptz not null default now()
);
create index station_office on station (office);

-- Two secrets live at a time, so that a secret can be rotated without a gap.
create table station_secret (
  station      integer not null references station,
  slot         smallint not null check (slot in (0, 1)),
  hmac         bytea not null,
  pepper       smallint not null,
  created      timestamptz not null default now(),
  primary key (station, slot)
);

create table bay (
  station      integer not null references station,
  number       integer not null,
  use          text not null check (use in ('e-bike', 'phone')),
  primary key (station, number)
);

create table item (
  station      integer not null references station,
  code         text not null,
  unit         text not null check (unit in ('count', 'l', 'kg')),
  capacity     double precision not null,
  minimum      double precision not null,
  primary key (station, code)
);

-- Points a station has spoken of; reports name them by their code.
create table point (
  station      integer not null references station,
  code         smallint not null,
  name         text not null,
  unit         text,
  kind         text not null check (kind in ('number', 'boolean', 'word')),
  words        text[] not null default '{}',
  primary key (station, code),
  unique (station, name)
);
