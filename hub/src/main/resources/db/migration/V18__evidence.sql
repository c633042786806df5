-- Photos by the SHA-256 of their bytes. They lie here and not in a directory, for hubs share the
-- database and nothing else. They are compressed already.
create table photo (
  digest       bytea primary key check (length(digest) = 32),
  type         text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  content      bytea not null
);
alter table photo alter column content set storage external;

create table alert_photo (
  alert        uuid not null references alert,
  digest       bytea not null references photo,
  at           timestamptz not null,
  actor        text not null,
  primary key (alert, digest)
);
