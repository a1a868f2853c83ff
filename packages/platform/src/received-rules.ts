import type { InvalidValue } from "./errors";

/** Deeper than any body of ours, and far from where recursion gets dangerous. */
const deepest = 32;

/**
 * What is wrong with received JSON whatever its schema: text that a database can't store (NUL, halves of surrogate
 * pairs), keys that would reach an object's prototype, nesting without end. Undefined when nothing is.
 */
export function faultOfReceived(value: unknown, path = "", depth = 0): InvalidValue | undefined {
  if (typeof value === "string") return faultOfText(value, path);
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === deepest) return { path, message: `Nested more than ${deepest} levels deep` };

  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const fault = faultOfReceived(item, `${path}[${index}]`, depth + 1);
      if (fault) return fault;
    }
    return undefined;
  }
  for (const [key, item] of Object.entries(value)) {
    const fault = faultOfKey(key, path) ?? faultOfReceived(item, path ? `${path}.${key}` : key, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}

const loneSurrogate = /\p{Surrogate}/u;

/** Whether text from outside may be stored. */
function faultOfText(text: string, path: string): InvalidValue | undefined {
  if (text.includes("\0")) return { path, message: "Must not contain the character U+0000" };
  if (loneSurrogate.test(text)) return { path, message: "Is not well-formed Unicode" };
  return undefined;
}

function faultOfKey(key: string, path: string): InvalidValue | undefined {
  if (key === "__proto__") return { path, message: "Must not contain the key __proto__" };
  return faultOfText(key, path);
}
