#!/bin/sh
# Makes the dashboards' login when the database is first made; the hub grants it its views.
set -eu
# psql reads the password itself: on a command line everybody on the machine could read it.
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
\set password `cat /run/secrets/reader_password`
create role yizhan_reader login password :'password' connection limit 20;
alter role yizhan_reader set default_transaction_read_only = on;
alter role yizhan_reader set statement_timeout = '30s';
SQL
