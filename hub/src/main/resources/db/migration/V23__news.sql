-- News of stations for the systems that ask for it; alerts come to every endpoint in any case.
alter table endpoint add column events text[] not null default '{}'
  check (events <@ array['station', 'restock']);

-- What is about no alert keeps its order by what it is about: station/CODE.
alter table outbox add column subject text;
create index outbox_order_of_subject on outbox (endpoint, subject, ordinal)
  where state = 'due' and subject is not null;

-- What was last told of a station's connection, whether or not anybody asked; change counts.
create table presence_told (
  station      integer primary key references station,
  online       boolean not null,
  since        timestamptz not null,
  change       integer not null default 1
);

-- Since when and by which alert an item of a station is to be restocked; null while it is not.
create table restock (
  station      integer not null references station,
  item         text not null,
  requested    timestamptz,
  alert        uuid references alert,
  change       integer not null default 0,
  primary key (station, item),
  check ((requested is null) = (alert is null))
);
