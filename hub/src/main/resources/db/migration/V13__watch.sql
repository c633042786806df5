-- What is looked at besides readings: who connects how often, and since when which configuration is
-- wanted.

-- A row for each birth; the epoch names the journal, and so the machine, that spoke. Kept for a week.
create table station_birth (
  station      integer not null references station,
  at           timestamptz not null,
  session      text not null,
  epoch        text not null,
  primary key (station, at, session)
);
create index station_birth_at on station_birth (at);

alter table station add column config_changed timestamptz not null default now();

create function note_config_changed() returns trigger language plpgsql as $$
begin
  new.config_changed := now();
  return new;
end $$;

create trigger station_config_changed
  before update of config_version on station
  for each row when (old.config_version is distinct from new.config_version)
  execute function note_config_changed();
