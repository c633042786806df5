-- How a bay hangs on its station's mains, and orders that may be repeated without being given twice.

-- The circuit whose residual current is measured; when no bay of a station is on it, all are.
alter table bay add column circuit boolean not null default false;

-- The key under which somebody gave the order, and a digest of what he asked for under it.
alter table station_command add column request_key text;
alter table station_command add column request_digest bytea;
create unique index station_command_key on station_command (station, created_by, request_key)
  where request_key is not null;
