-- An override may count from a later time on. It is pending until that time has come and the
-- stations concerned have been given a new version of their configuration for it, once.
alter table rule_override add column pending boolean not null default false;
create index rule_override_pending on rule_override (valid_from) where pending;
