-- The worst that is silenced; null for any.
alter table silence add column severity text
  check (severity in ('critical', 'major', 'minor', 'info'));
-- A maintenance window: on these days (1 Monday to 7 Sunday) from that time of day on, people's time.
alter table silence add column days smallint[];
alter table silence add column day_from time;
alter table silence add column day_until time;
alter table silence add constraint silence_window
  check (num_nulls(days, day_from, day_until) in (0, 3));

-- Nobody has heard anything of it since it began; says so together with untold only, and nothing
-- without. The default is what the release before meant by untold.
alter table alert add column silent boolean not null default true;

-- How long what is not urgent is collected before an office is told of it. 0 is each at once, as
-- the receivers of an office know it that is there already; for one that comes it is 15.
alter table office add column digest_minutes smallint not null default 0
  check (digest_minutes between 0 and 1440);
alter table office alter column digest_minutes set default 15;

-- What is collected: one row per alert, with what was last to be told of it.
create table digest_item (
  alert        uuid primary key references alert,
  office       integer not null references office,
  notice       text not null,
  -- nobody knew of it when it was collected
  begun        boolean not null,
  -- since when it waits; infinity for one that was told as holding and is told of when it ends
  collected    timestamptz not null,
  -- when it is told at the latest, whatever the office has set
  latest       timestamptz not null
);
create index digest_item_office on digest_item (office, collected);
