-- How people drive an alert to its close.
alter table alert add column assigned_to text;
alter table alert add column closed_by text;
-- The last raise was not told: it comes and goes.
alter table alert add column flapping boolean not null default false;
create index alert_number on alert (number);
create index alert_over on alert (cleared_time) where work <> 'closed' and condition <> 'active';
create index alert_history_raises on alert_history (alert, at) where what in ('raised', 'reopened');
