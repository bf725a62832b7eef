#!/bin/sh
# Run once by the Postgres image, as its superuser, on an empty volume: the owner of the tables, the servers' role, the database
# and pgvector. Without Docker, run it with PGHOST and PGUSER of a superuser set:
#
#   KEEPSAKE_OWNER_PASSWORD=... KEEPSAKE_APP_PASSWORD=... deploy/postgres/roles.sh
set -eu

psql --quiet --set ON_ERROR_STOP=1 --dbname "${POSTGRES_DB:-postgres}" \
  --set owner_password="$KEEPSAKE_OWNER_PASSWORD" --set app_password="$KEEPSAKE_APP_PASSWORD" <<'SQL'
create role keepsake_owner login password :'owner_password';
create role keepsake_app login password :'app_password';
create database keepsake owner keepsake_owner;
revoke all on database keepsake from public;
grant connect on database keepsake to keepsake_app;
\connect keepsake
create extension vector;
SQL
