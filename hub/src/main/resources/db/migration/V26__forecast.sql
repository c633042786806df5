-- What was used of an item and restocked on each local day, out of its levels. Known is the share of
-- the day of which that is known.
create table consumption_day (
  station      integer not null,
  item         text not null,
  day          date not null,
  used         double precision not null check (used >= 0),
  restocked    double precision not null check (restocked >= 0),
  known        double precision not null check (known >= 0 and known <= 1),
  computed     timestamptz not null default now(),
  primary key (station, item, day),
  foreign key (station, item) references item (station, code) on delete cascade
);

-- When a station's days are to be computed again, and on which local day all recent ones were.
create table consumption_run (
  station      integer primary key references station,
  due          timestamptz not null default now(),
  whole        date
);
create index consumption_run_due on consumption_run (due);

-- What follows from the days: demand a day and its standard deviation, both null while too few days
-- are known, and the last known day beside what is usual. Computed is when it last changed.
create table item_forecast (
  station      integer not null,
  item         text not null,
  days         integer not null,
  daily        double precision,
  sigma        double precision,
  last_day     date,
  last_end     timestamptz,
  last_used    double precision,
  usual        double precision,
  spread       double precision,
  computed     timestamptz not null default now(),
  primary key (station, item),
  foreign key (station, item) references item (station, code) on delete cascade
);

-- Rises when something changes that the hub judges by and the station need not know.
alter table station add column stock_version bigint not null default 0;
