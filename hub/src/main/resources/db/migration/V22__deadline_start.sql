-- Deadlines that seem to begin in the future are found at every look.
create index deadline_start on deadline (start) where stopped is null;
