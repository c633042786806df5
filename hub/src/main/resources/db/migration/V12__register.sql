-- How a bay hangs on its station's mains.

-- The circuit whose residual current is measured; when no bay of a station is on it, all are.
alter table bay add column circuit boolean not null default false;
