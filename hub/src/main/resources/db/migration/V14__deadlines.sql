-- By when people are to act, who is told when they do not, and who is on duty.

-- One row per alert and deadline; a deadline set anew takes the row over. Times are told by the
-- database's clock, but for "wanted", which is the due time the alert names by the hub's and tells a
-- new deadline from the same one.
create table deadline (
  alert        uuid not null references alert,
  kind         text not null check (kind in ('acknowledge', 'resolve', 'recheck')),
  wanted       timestamptz not null,
  start        timestamptz not null,
  due          timestamptz not null,
  -- when the alert last changed
  changed      timestamptz not null,
  -- time of the last step that was taken or passed over, and its ordinal in the policy
  passed       timestamptz,
  step         integer not null default 0,
  -- when anybody was last told
  told         timestamptz,
  -- when it is to be looked at again; null when nothing can come
  next_at      timestamptz,
  stopped      timestamptz,
  -- when the miss was noted; whether its alert is still to be raised or is open
  missed       timestamptz,
  record       text check (record in ('due', 'open')),
  primary key (alert, kind)
);
create index deadline_next on deadline (next_at) where stopped is null;
create index deadline_record on deadline (record) where record is not null;

-- Who is told when, per office; the highest version is in force.
create table deadline_policy (
  office       integer not null references office,
  version      integer not null,
  content      jsonb not null,
  reason       text not null,
  created_by   text not null,
  created      timestamptz not null default now(),
  primary key (office, version)
);

-- Holidays and make-up working days of years; the highest version of a year is in force.
create table calendar_year (
  year         integer not null,
  version      integer not null,
  content      jsonb not null,
  reason       text not null,
  created_by   text not null,
  created      timestamptz not null default now(),
  primary key (year, version)
);

-- Who is on duty; people of the office with their work telephones.
create table duty_shift (
  id           bigint generated always as identity primary key,
  office       integer not null references office,
  from_time    timestamptz not null,
  to_time      timestamptz not null,
  role         text not null check (role in ('grid-worker', 'grid-leader', 'community',
                 'duty-officer', 'leader-on-duty', 'district')),
  name         text not null,
  mobile       text,
  deputy_name  text,
  deputy_mobile text,
  leave_from   timestamptz,
  leave_to     timestamptz,
  community    text,
  grid         text,
  check (from_time < to_time)
);
create index duty_shift_office on duty_shift (office, to_time);

-- What comes again and again is found in the history.
create index alert_history_raised on alert_history (at) where what in ('raised', 'reopened');
