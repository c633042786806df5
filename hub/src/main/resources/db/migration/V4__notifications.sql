create table endpoint (
  id           uuid primary key,
  office       integer not null references office,
  kind         text not null check (kind in ('webhook')),
  url          text not null,
  secret       bytea not null,
  pepper       smallint not null,
  enabled      boolean not null default true,
  disabled_reason text,
  created      timestamptz not null default now()
);
create index endpoint_office on endpoint (office);

-- A row is one notification to one endpoint; its id is the webhook-id over all tries.
create table outbox (
  id           text primary key,
  endpoint     uuid not null references endpoint,
  alert        uuid references alert,
  ordinal      bigint generated always as identity,
  type         text not null,
  body         text not null,
  created      timestamptz not null default now(),
  due          timestamptz not null default now(),
  attempts     integer not null default 0,
  lease        timestamptz,
  state        text not null default 'due' check (state in ('due', 'delivered', 'failed')),
  finished     timestamptz
);
create index outbox_due on outbox (due) where state = 'due';
create index outbox_order on outbox (endpoint, alert, ordinal) where state = 'due';

create table delivery_attempt (
  notification text not null references outbox,
  attempt      integer not null,
  started      timestamptz not null,
  took_ms      integer not null,
  outcome      text not null check (outcome in ('delivered', 'again', 'refused')),
  status       integer,
  detail       text not null,
  primary key (notification, attempt)
);
