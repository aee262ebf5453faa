# shellcheck shell=bash
# A private PostgreSQL that lives as long as the script: initdb in a temporary folder, loopback only.
# To be sourced after machine.sh.

postgres_folder=

need_postgres() {
  postgres_programs >/dev/null || install_packages PostgreSQL postgresql postgresql-client
  postgres_programs >/dev/null || refuse "initdb is not found" "put PostgreSQL 15 or newer on the PATH"
}

postgres_programs() {
  local folder
  folder=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$folder" ] && has initdb; then
    folder=$(dirname "$(command -v initdb)")
  fi
  [ -n "$folder" ] && printf '%s\n' "$folder"
}

# PostgreSQL refuses to run as root, so root lends the work to the package's own user.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

free_port() {
  node -e 'const s = require("node:net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# start_postgres SETTING...: sets postgres_url to an account that may make databases and roles.
start_postgres() {
  local programs port options setting
  programs=$(postgres_programs)
  port=$(free_port)
  # A short path: a socket's name has room for a hundred characters.
  postgres_folder=$(mktemp -d /tmp/aldaba-postgres.XXXXXX)
  [ "$(id -u)" != 0 ] || chown postgres "$postgres_folder"
  options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_folder -c max_connections=300"
  for setting in "$@"; do
    options+=" -c $setting"
  done

  as_postgres "$programs/initdb" -D "$postgres_folder/data" -U postgres --auth=trust \
    --encoding=UTF8 --locale=C --no-sync >/dev/null
  as_postgres "$programs/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/log" -o "$options" -w -s start ||
    refuse "PostgreSQL did not start" "read $postgres_folder/log"
  # No superuser: one would walk through row-level security, and the tests would not notice.
  as_postgres "$programs/psql" -q -h "$postgres_folder" -p "$port" -U postgres -d postgres <<SQL
CREATE ROLE aldaba LOGIN CREATEDB CREATEROLE;
CREATE ROLE aldaba_tenant NOLOGIN;
GRANT aldaba_tenant TO aldaba;
CREATE DATABASE aldaba OWNER aldaba;
SQL
  # shellcheck disable=SC2034 # read by whoever sources this
  postgres_url=postgres://aldaba@127.0.0.1:$port/aldaba
}

stop_postgres() {
  [ -n "$postgres_folder" ] || return 0
  as_postgres "$(postgres_programs)/pg_ctl" -D "$postgres_folder/data" -m immediate -s stop || true
  rm -rf "$postgres_folder"
  postgres_folder=
}
