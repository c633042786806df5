-- What reorder points, forecasts and expiry need to know of an item. The service level is the
-- probability of not running out before a restock that is ordered at the reorder point arrives;
-- the reorder point is what was computed from the consumption, null while too little of it is known.
alter table item
  add column lead_days double precision not null default 2
    check (lead_days > 0 and lead_days <= 60),
  add column review_days double precision not null default 1
    check (review_days > 0 and review_days <= 60),
  add column service_level double precision not null default 0.95
    check (service_level >= 0.5 and service_level <= 0.9999),
  add column counting text not null default 'sensor' check (counting in ('sensor', 'hand')),
  add column expires date,
  add column reorder_point double precision;

-- Photos taken at a station that belong to no alert: of a count, a restock, an inspection.
create table station_photo (
  station      integer not null references station,
  digest       bytea not null references photo,
  at           timestamptz not null,
  actor        text not null,
  primary key (station, digest)
);

-- What somebody counted, and what he saw of the expiry.
create table stock_count (
  id           uuid primary key,
  station      integer not null,
  item         text not null,
  at           timestamptz not null,
  level        double precision not null check (level >= 0),
  expires      date,
  photo        bytea,
  note         text,
  actor        text not null,
  created      timestamptz not null default now(),
  foreign key (station, item) references item (station, code),
  foreign key (station, photo) references station_photo (station, digest)
);
create index stock_count_item on stock_count (station, item, at desc);

-- What somebody says he has brought, the level known before, and what proved it.
create table restock_report (
  id           uuid primary key,
  station      integer not null,
  item         text not null,
  at           timestamptz not null,
  amount       double precision check (amount > 0),
  level_before double precision,
  expires      date,
  photo        bytea,
  note         text,
  actor        text not null,
  created      timestamptz not null default now(),
  proven       timestamptz,
  proof        text check (proof in ('level', 'count')),
  withdrawn    timestamptz,
  foreign key (station, item) references item (station, code),
  foreign key (station, photo) references station_photo (station, digest)
);
create index restock_report_item on restock_report (station, item, at desc);
create index restock_report_open on restock_report (at) where proven is null and withdrawn is null;
