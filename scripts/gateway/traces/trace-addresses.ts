const list = "/console/traces";

type Changes = Readonly<Record<string, string | null>>;

/** The list with these conditions. */
export const listWith = (changes: Changes, kept = new URLSearchParams()): string =>
  addressOf(list, kept, changes);

/** The map of what these conditions find. */
export const mapWith = (changes: Changes, kept = new URLSearchParams()): string =>
  addressOf(`${list}/map`, kept, changes);

/**
 * An address that keeps the conditions of another, but for what changes; null takes one away. What only says which part
 * of the answer to show begins anew.
 */
function addressOf(path: string, kept: URLSearchParams, changes: Changes): string {
  const query = new URLSearchParams([...kept].filter(([, value]) => value !== ""));
  for (const name of ["page", "upto", "limit"]) query.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** A duration as a condition says it: exact, in whole microseconds where it is short. */
export function spanText(ms: number): string {
  return Number.isInteger(ms) ? `${ms}ms` : `${Math.round(ms * 1_000)}us`;
}

/** A whole route, and none that only holds it. */
export const wholeRoute = (operation: string): string => `"${operation}"`;
