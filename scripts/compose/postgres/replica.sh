#!/bin/sh
# Copies the primary once, then follows it. A copy that was cut short is begun anew, and so is one of another primary.
set -eu

conninfo="host=postgres user=replicator password=$REPLICATION_PASSWORD application_name=replica"
data=$PGDATA/replica

system_of_primary() {
  psql "$conninfo dbname=replication replication=true" --no-align --tuples-only --command IDENTIFY_SYSTEM | cut -d '|' -f 1
}
system_of_copy() {
  pg_controldata "$data" | sed -n 's/^Database system identifier: *//p'
}

primary=$(system_of_primary)
[ -n "$primary" ] || exit 1
if [ -d "$data" ] && [ "$(system_of_copy)" != "$primary" ]; then
  echo "The copy is of another primary: it is made anew."
  rm -rf "$data"
fi
if [ ! -d "$data" ]; then
  rm -rf "$data.new"
  pg_basebackup --dbname "$conninfo" --pgdata "$data.new" --write-recovery-conf --wal-method stream --checkpoint fast
  chmod 700 "$data.new"
  mv "$data.new" "$data"
fi
exec postgres -D "$data" -c hba_file=/etc/postgresql/pg_hba.conf "$@"
