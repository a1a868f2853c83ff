import type { Writable } from "node:stream";
import winston from "winston";
import { currentContext, type RequestContext } from "../context/request-context";
import { formatLine, formatOpening, timestamp } from "./line";
import type { Sampling } from "./read-samples";
import { Repeats } from "./repeats";
import { writeLine } from "./stdout-lines";

const LEVELS = { error: 0, warn: 1, info: 2, debug: 3 } as const;
export type LogLevel = keyof typeof LEVELS;

/** What happened beside the event's name. Under `error`, anything that was thrown. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Writes one JSON line for each fact; `event` is dotted and in the past tense (`order.placed`). error: a person must
 * act; warn: it healed itself; info: a fact; debug: local. Request and trace id come by themselves.
 */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** For an event that every request has. */
  prepareInfo(event: string): PreparedLine;
  /** A logger whose every line has these fields too; it follows the level of this one. */
  child(fields: LogFields): Logger;
  /** Takes effect at once, here and in all children. */
  setLevel(level: LogLevel): void;
  readonly level: LogLevel;
  /** How many lines were written. */
  readonly written: Readonly<Record<LogLevel, number>>;
  /** How the lines of requests are thinned out. */
  readonly sampling: Sampling;
  /** How many warnings were counted and not written, because the same was said over and over. */
  readonly collapsed: number;
  /** Tells of those that are still to be told: the process ends. */
  endRepeats(): void;
}

export interface LoggerOptions {
  service: string;
  version?: string;
  /** Default `info`. */
  level?: LogLevel;
  /** Of requests that only read, and went well: every so many-th of a route that is asked often. All unless given. */
  readsOneIn?: number;
  /** Where lines go instead of to stdout. */
  destination?: Writable;
}

/**
 * Writes a line whose members are JSON already, each with its comma before it: `,"status":200`. Nothing is taken out
 * of them, so whoever writes them answers for what they say.
 */
export type PreparedLine = (requestId: string, traceId: string, members: string) => void;

const LEVEL = Symbol.for("level");
const MESSAGE = Symbol.for("message");

/**
 * A logger on winston. Lines are formatted before winston gets them (its own JSON format costs more than all the
 * rest), with secrets and personal data taken out: see `redact`. Never throws.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { service, version, level = "info", readsOneIn = 1, destination } = options;
  const output = winston.createLogger({
    level,
    levels: LEVELS,
    format: { transform: (info) => info, options: {} },
    transports: [lineTransport(destination)],
  });
  const origin = {
    ...{ service, version, written: { error: 0, warn: 0, info: 0, debug: 0 } },
    ...{ sampling: { readsOneIn, leftOut: 0 }, repeats: new Repeats() },
  };
  return loggerOn(output, origin, {});
}

/** What a logger and its children have in common. */
interface Origin {
  readonly service: string;
  readonly version: string | undefined;
  readonly written: Record<LogLevel, number>;
  readonly sampling: Sampling;
  readonly repeats: Repeats;
}

function loggerOn(output: winston.Logger, origin: Origin, bound: LogFields): Logger {
  const { service, version, written, sampling, repeats } = origin;
  const hasBound = Object.keys(bound).length > 0;
  const boundKey = hasBound ? JSON.stringify(bound) : "";

  const writeNow = (level: LogLevel, event: string, given?: LogFields, context?: RequestContext) => {
    const fields = hasBound ? { ...bound, ...given } : given;
    const line = formatLine({ service, version, level, event, context, fields });
    written[level]++;
    write(output, level, event, line);
  };

  const writer = (level: LogLevel) => (event: string, fields?: LogFields) => {
    if (isEnabled(output.level, level)) writeNow(level, event, fields, currentContext());
  };

  return {
    debug: writer("debug"),
    info: writer("info"),
    warn(event, fields) {
      if (!isEnabled(output.level, "warn")) return;
      // Of many requests: it belongs to none of them.
      const tell = (told: LogFields) => writeNow("warn", event, told);
      if (repeats.admit(event + boundKey, fields, tell)) writeNow("warn", event, fields, currentContext());
    },
    error: writer("error"),
    prepareInfo(event) {
      const opening = formatOpening({ service, version, level: "info", event, fields: bound });
      return (requestId, traceId, members) => {
        if (isEnabled(output.level, "info")) {
          const ids = `,"requestId":"${requestId}","traceId":"${traceId}"`;
          write(output, "info", event, `{"at":"${timestamp()}${opening}${ids}${members}}\n`);
        }
      };
    },
    child: (fields) => loggerOn(output, origin, { ...bound, ...fields }),
    setLevel: (level) => {
      output.level = level;
    },
    get level() {
      return output.level as LogLevel;
    },
    written,
    sampling,
    get collapsed() {
      return repeats.collapsed;
    },
    endRepeats: () => repeats.end(),
  };
}

/** Straight to winston's transports: its streams would cost as much as the rest of a line. */
function write({ transports }: winston.Logger, level: LogLevel, event: string, line: string): void {
  const entry = { level, message: event, [LEVEL]: level, [MESSAGE]: line };
  for (const transport of transports) {
    transport.log?.(entry, done);
  }
}

const done = () => undefined;

const importances = { error: "urgent", warn: "kept", info: "spare", debug: "spare" } as const;

function isEnabled(threshold: string, level: LogLevel): boolean {
  return LEVELS[level] <= (LEVELS[threshold as LogLevel] ?? LEVELS.info);
}

function lineTransport(destination: Writable | undefined): winston.transports.ConsoleTransportInstance {
  return new winston.transports.Console({
    log(info: Record<symbol, string>, next: () => void) {
      if (destination) {
        destination.write(info[MESSAGE]);
      } else {
        writeLine(info[MESSAGE] ?? "", importances[info[LEVEL] as LogLevel] ?? "kept");
      }
      next();
    },
  });
}
