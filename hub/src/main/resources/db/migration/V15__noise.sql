-- Times in which people do not want to be told of something they know of.
create table silence (
  id           uuid primary key,
  office       integer references office,
  station      integer references station,
  rule         text,
  subject      text,
  reason       text not null,
  owner        text not null,
  starts       timestamptz not null,
  ends         timestamptz not null check (ends > starts),
  created      timestamptz not null default now(),
  created_by   text not null,
  expired      timestamptz,
  expired_by   text
);
create index silence_live on silence (ends) where expired is null;

-- Why nobody was told of an alert that was raised: silence/ID or alert/ID. Empty once told.
alter table alert add column untold text;
create index alert_untold on alert (id) where untold is not null;
