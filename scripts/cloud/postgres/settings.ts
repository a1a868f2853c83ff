import { loopback } from "../listen";

const always = {
  listen_addresses: loopback,
  unix_socket_directories: "",
  max_connections: "200",
  // Small on purpose: the whole shop shares one laptop, and the operating system caches the files anyway.
  shared_buffers: "64MB",
  shared_preload_libraries: "pg_stat_statements",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Loses nothing when the process is killed, only when the machine goes down; nothing waits for the disk. */
const fast = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  checkpoint_timeout: "1h",
  max_wal_size: "4GB",
};

/** Where nothing is said, PostgreSQL's own defaults hold: every commit is on the disk before it is answered. */
export function serverSettings(durable: boolean): Record<string, string> {
  return durable ? always : { ...always, ...fast };
}
