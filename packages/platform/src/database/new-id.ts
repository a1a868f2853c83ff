import { type SQL, sql } from "drizzle-orm";

/**
 * A UUIDv7 of PostgreSQL's making, for rows that a statement makes by itself: a random UUID with the milliseconds since
 * the epoch before it, and version 7 (RFC 9562) in place of 4. PostgreSQL has a function of its own from 18 on.
 */
export const newIdInSql: SQL = sql`encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
  placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1),
  'hex')::uuid`;
