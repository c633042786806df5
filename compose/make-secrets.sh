#!/bin/sh
# Makes the passwords that docker-compose.yml reads as files; keeps those that exist.
set -eu
cd "$(dirname -- "$0")"
umask 077
mkdir -p secrets
for name in database_password reader_password grafana_password; do
  if [ ! -s "secrets/$name" ]; then
    od -An -N24 -v -tx1 /dev/urandom | tr -d ' \n' > "secrets/$name"
  fi
  # The folder is closed to others; the files are not, because containers read them as other users.
  chmod 644 "secrets/$name"
done
echo 'compose/secrets holds the passwords; that of grafana is for the user "admin".'
