import { Unavailable } from "../errors";

/** What we look at of an error, be it the server's (with an SQLSTATE), the socket's or the driver's. */
interface ServerError {
  name?: string;
  code?: string;
  constraint_name?: string;
  cause?: unknown;
}

/**
 * SQLSTATEs (PostgreSQL 17, appendix A) of a server that goes, comes up, takes no more connections, or lets nobody in: a
 * token can be refused for a while, as there are only so many that RDS checks in a second.
 */
const LOST_STATES = new Set(["57P01", "57P02", "57P03", "57P05", "53300", "25P03", "28000", "28P01"]);

const CONNECTION_EXCEPTION = /^08\w{3}$/;

/** What postgres.js and the socket below it say of a connection that can't be made, or is gone. */
const LOST_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
]);

/** serialization_failure and deadlock_detected: the same transaction, begun again, may well succeed. */
const CLASHES = new Set(["40001", "40P01"]);

/** query_canceled by statement_timeout, lock_not_available by lock_timeout. */
const TOO_SLOW = new Set(["57014", "55P03"]);

/** The name of the unique constraint or index that the statement broke; undefined for any other error. */
export function brokenUniqueness(error: unknown): string | undefined {
  const cause = serverError(error);
  return cause?.code === "23505" ? cause.constraint_name : undefined;
}

/** Whether the server could not make a value of the type that the statement wants of it (SQLSTATE class 22). */
export const isUnfitValue = (error: unknown): boolean => /^22\w{3}$/.test(serverError(error)?.code ?? "");

/** Whether the transaction lost to another (serialization failure or deadlock), so that it can be run again. */
export function isClash(error: unknown): boolean {
  return CLASHES.has(serverError(error)?.code ?? "");
}

/** Whether the connection could not be made or was lost: what was under way may or may not have happened. */
export function isConnectionLoss(error: unknown): boolean {
  return chainOf(error).some(({ code = "" }) => {
    return LOST_STATES.has(code) || LOST_CODES.has(code) || CONNECTION_EXCEPTION.test(code);
  });
}

/** Whether postgres.js itself says that a connection of its is gone. */
export const isDriversLoss = (error: unknown): boolean =>
  /^CONNECTION_(CLOSED|DESTROYED|ENDED)$/.test(String(Object(error).code));

/**
 * What a driver's error means to a caller: `Unavailable` for a lost connection or a statement that took too long, the
 * error itself for the rest.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof Unavailable) return error;
  if (isConnectionLoss(error)) {
    return new Unavailable("database-unavailable", "The database does not answer.", {}, { cause: error });
  }
  if (TOO_SLOW.has(serverError(error)?.code ?? "")) {
    return new Unavailable("database-busy", "The database took too long.", {}, { cause: error });
  }
  return error;
}

function serverError(error: unknown): ServerError | undefined {
  return chainOf(error).find((each) => each.name === "PostgresError");
}

/** drizzle and we ourselves wrap the driver's error: it is among the causes. */
function chainOf(error: unknown): ServerError[] {
  const chain: ServerError[] = [];
  for (let each = error; isObject(each) && chain.length < 5; each = each.cause) chain.push(each);
  return chain;
}

/** Not `instanceof Error`: an error of the socket's can come from another realm than ours. */
function isObject(value: unknown): value is ServerError {
  return typeof value === "object" && value !== null;
}
