import { maskText } from "./mask-text";
import { isSensitiveKey } from "./sensitive-keys";

/** What a log line or a trace may carry of one value; what is cut says so. */
const LIMITS = { depth: 6, members: 50, values: 500, text: 4000, causes: 4, frames: 12 } as const;

const REDACTED = "[redacted]";
const UNREADABLE = "[unreadable]";

interface Walk {
  valuesLeft: number;
  readonly path: Set<object>;
}

/**
 * The same value in plain JSON terms, without what must not be written: fields by their name, texts by pattern. Takes
 * anything (cycles, getters that throw, a million items) and stays small. Of an error: its name, code, masked message
 * and frames, and those of its causes.
 */
export function redact(value: unknown): unknown {
  try {
    return redactValue(value, LIMITS.depth, { valuesLeft: LIMITS.values, path: new Set() });
  } catch {
    return UNREADABLE;
  }
}

/** As `redact` for what stands under `key`. Booleans say nothing of a person, so `emailVerified` stays. */
export function redactField(key: string, value: unknown): unknown {
  return isSensitiveKey(key) && hides(value) ? REDACTED : redact(value);
}

export function redactText(text: string): string {
  return text.length > LIMITS.text
    ? `${maskText(text.slice(0, LIMITS.text))}…(${text.length})`
    : maskText(text);
}

function hides(value: unknown): boolean {
  return typeof value !== "boolean" && value !== null && value !== undefined;
}

function redactValue(value: unknown, depth: number, walk: Walk): unknown {
  switch (typeof value) {
    case "string":
      return redactText(value);
    case "bigint":
      return String(value);
    case "function":
    case "symbol":
      return undefined;
    case "object":
      return value === null ? null : redactObject(value, depth, walk);
    default:
      return value;
  }
}

function redactObject(value: object, depth: number, walk: Walk): unknown {
  if (value instanceof Error) {
    return describeError(value, LIMITS.causes);
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? null : value.toISOString();
  }
  if (value instanceof URL) {
    return redactText(value.href);
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return `[${value.byteLength} bytes]`;
  }
  if (walk.path.has(value)) {
    return "[circular]";
  }
  if (depth === 0) {
    return Array.isArray(value) ? `[${value.length} items]` : "[object]";
  }

  walk.path.add(value);
  const plain = Array.isArray(value)
    ? redactItems(value, depth, walk)
    : value instanceof Set
      ? redactItems([...value], depth, walk)
      : redactMembers(value instanceof Map ? Object.fromEntries(value) : value, depth, walk);
  walk.path.delete(value);
  return plain;
}

function redactItems(items: readonly unknown[], depth: number, walk: Walk): unknown[] {
  const plain: unknown[] = [];
  for (const item of items.slice(0, LIMITS.members)) {
    if (walk.valuesLeft-- <= 0) {
      break;
    }
    plain.push(redactValue(item, depth - 1, walk) ?? null);
  }
  if (plain.length < items.length) {
    plain.push(`…${items.length - plain.length} more`);
  }
  return plain;
}

function redactMembers(value: object, depth: number, walk: Walk): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  let members = 0;
  for (const key in value) {
    if (++members > LIMITS.members || walk.valuesLeft-- <= 0) {
      plain["…"] = "cut";
      break;
    }
    const member = read(value, key);
    plain[redactText(key)] =
      isSensitiveKey(key) && hides(member) ? REDACTED : redactValue(member, depth - 1, walk);
  }
  return plain;
}

function read(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key);
  } catch {
    return UNREADABLE;
  }
}

function describeError(error: Error, causesLeft: number): Record<string, unknown> {
  const { cause } = error;
  const code = read(error, "code");
  const errors = read(error, "errors");
  return {
    name: redactText(String(error.name)),
    ...(typeof code === "string" && { code: redactText(code) }),
    message: redactText(String(error.message)),
    stack: framesOf(error),
    ...(causesLeft > 0 && cause !== undefined && { cause: describeCause(cause, causesLeft) }),
    ...(causesLeft > 0 &&
      error instanceof AggregateError &&
      Array.isArray(errors) && { errors: errors.slice(0, 5).map((each) => describeCause(each, causesLeft)) }),
  };
}

function describeCause(cause: unknown, causesLeft: number): unknown {
  return cause instanceof Error ? describeError(cause, causesLeft - 1) : redact(cause);
}

/** The stack without its first lines, which repeat the message with all that was unmasked in it. */
function framesOf(error: Error): string {
  const stack = String(error.stack ?? "");
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return redactText(
    frames
      .slice(0, LIMITS.frames)
      .map((line) => line.trim())
      .join("\n"),
  );
}
