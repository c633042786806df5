-- Notifications that were given up or lost at the receiver can be sent again; their tries are
-- counted anew, those of before stay.
alter table outbox add column round integer not null default 0;
alter table delivery_attempt add column round integer not null default 0;
alter table delivery_attempt drop constraint delivery_attempt_pkey;
alter table delivery_attempt add primary key (notification, round, attempt);

-- A fallback endpoint is told what another one of its office does not take.
alter table endpoint add column fallback boolean not null default false;
alter table outbox add column fallback_of text references outbox;
create unique index outbox_fallback on outbox (fallback_of, endpoint) where fallback_of is not null;
-- When its receiver said that it wants nothing any more; not set when people disable it.
alter table endpoint add column refused timestamptz;
-- What is late at an endpoint.
create index outbox_late on outbox (endpoint, created) where state = 'due';
-- Whether an endpoint has taken anything since.
create index outbox_taken on outbox (endpoint, finished) where state = 'delivered';
