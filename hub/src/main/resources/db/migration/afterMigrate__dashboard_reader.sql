-- The role may be made after the views (an administrator's own database), so this runs each time.
do $$
declare
  view_name text;
begin
  if exists (select from pg_roles where rolname = 'yizhan_reader') then
    for view_name in
      select c.relname from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'v'
        and c.relname like 'dashboard\_%'
        and not has_table_privilege('yizhan_reader', c.oid, 'select')
    loop
      execute format('grant select on %I to yizhan_reader', view_name);
    end loop;
    if not has_schema_privilege('yizhan_reader', current_schema(), 'usage') then
      execute format('grant usage on schema %I to yizhan_reader', current_schema());
    end if;
  end if;
end
$$;
