-- Synthetic alerts by which the hub tries its alert path. Their alerts, notifications and endpoint
-- lie with those of people, under the office -1, which no scope shows; all but the last success go
-- after a day.
create table probe (
  alert        uuid primary key,
  began        timestamptz not null,
  -- when its receiver was told of it, and all it was told of, types of notifications
  told         timestamptz,
  received     text[] not null default '{}',
  -- when it was cleared and closed
  ended        timestamptz,
  -- when it was over, and the step it did not come to, null when it went all the way
  finished     timestamptz,
  failed       text check (failed in ('raised', 'queued', 'sent', 'verified'))
);
create index probe_began on probe (began);

-- An alert that is deleted must have no notifications.
create index outbox_alert on outbox (alert);
