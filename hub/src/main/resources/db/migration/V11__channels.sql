-- An endpoint can be told by other channels than a signed webhook. Those have no secret of ours: an
-- empty one cannot be opened, so that a hub of the release before leaves them alone.
alter table endpoint drop constraint endpoint_kind_check;
alter table endpoint add constraint endpoint_kind_check check (kind in
  ('webhook', 'alertmanager', 'dingtalk', 'wecom', 'feishu', 'sms', 'voice', 'email'));

alter table endpoint
  add column name         text not null default '',
  add column min_severity text not null default 'info'
    check (min_severity in ('critical', 'major', 'minor', 'info')),
  add column language     text not null default 'zh' check (language in ('zh', 'en')),
  -- certificate authorities, proxy and what its kind needs, secrets masked
  add column settings     jsonb not null default '{}',
  -- the masked parts, encrypted; null when there are none
  add column sealed       bytea,
  add column sealed_pepper smallint,
  -- the secret before the present one, which signs, too, for a while
  add column secret_before bytea,
  add column pepper_before smallint,
  add column both_until   timestamptz;

-- Robots of groups take so many messages a minute, whoever sends them. The id is a digest of the
-- robot's address; several endpoints may share one.
create table robot (
  id           text primary key,
  sent         timestamptz[] not null default '{}',
  blocked      timestamptz
);
alter table endpoint add column robot text references robot;
create index endpoint_robot on endpoint (robot) where robot is not null;
