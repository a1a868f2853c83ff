-- Runs once, when the primary's data directory is made.
\getenv password REPLICATION_PASSWORD
create role replicator login replication password :'password';
