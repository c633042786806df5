-- Since when an item is counted as it is, null for ever. What was found before by the other way of
-- counting stays until this way shows that it is over.
alter table item add column counting_since timestamptz;
