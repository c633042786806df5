-- When a station is open by plan: a week and the days that differ. A null content: it had hours that
-- were removed; the version goes on, so that nobody overwrites what he has not seen.
create table opening_hours (
  station      integer primary key references station,
  version      integer not null,
  content      jsonb,
  changed      timestamptz not null default now(),
  changed_by   text not null
);

-- Who took a report of a restock back, and an order to list them by.
alter table restock_report
  add column withdrawn_by text,
  add column ordinal bigint generated always as identity;
create index restock_report_listed on restock_report (station, ordinal desc);
