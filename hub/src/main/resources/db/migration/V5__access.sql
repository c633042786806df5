-- Tokens of machines and of the page; only a keyed hash is kept.
create table api_token (
  id           uuid primary key,
  name         text not null,
  role         text not null,
  office       integer references office,
  hmac         bytea not null unique,
  pepper       smallint not null,
  created      timestamptz not null default now(),
  expires      timestamptz,
  revoked      timestamptz,
  -- the token it was issued with; of a bootstrap token there is no row
  issuer       uuid
);

create table audit (
  id           bigint generated always as identity primary key,
  at           timestamptz not null default now(),
  actor        text not null,
  role         text not null,
  -- the token the actor is known by: names of tokens are free and may be equal
  token        uuid,
  action       text not null,
  target       text not null,
  data         jsonb not null default '{}',
  remote       text
);
create index audit_at on audit (at);

create table hub (
  id           integer generated always as identity primary key,
  name         text not null,
  started      timestamptz not null default now(),
  alive_until  timestamptz not null
);
