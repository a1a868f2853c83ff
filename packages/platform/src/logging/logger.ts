import type { Writable } from "node:stream";
import winston from "winston";
import { currentContext } from "../context/request-context";
import { formatLine, formatOpening, timestamp } from "./line";
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
}

export interface LoggerOptions {
  service: string;
  version?: string;
  /** Default `info`. */
  level?: LogLevel;
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
export function createLogger({ service, version, level = "info", destination }: LoggerOptions): Logger {
  const output = winston.createLogger({
    level,
    levels: LEVELS,
    format: { transform: (info) => info, options: {} },
    transports: [lineTransport(destination)],
  });
  return loggerOn(output, { service, version }, {});
}

interface Origin {
  readonly service: string;
  readonly version: string | undefined;
}

function loggerOn(output: winston.Logger, origin: Origin, bound: LogFields): Logger {
  const hasBound = Object.keys(bound).length > 0;

  const writer = (level: LogLevel) => (event: string, fields?: LogFields) => {
    if (!isEnabled(output.level, level)) {
      return;
    }
    const all = hasBound ? { ...bound, ...fields } : fields;
    const line = formatLine({ ...origin, level, event, context: currentContext(), fields: all });
    write(output, level, event, line);
  };

  return {
    debug: writer("debug"),
    info: writer("info"),
    warn: writer("warn"),
    error: writer("error"),
    prepareInfo(event) {
      const opening = formatOpening({ ...origin, level: "info", event, fields: bound });
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

function isEnabled(threshold: string, level: LogLevel): boolean {
  return LEVELS[level] <= (LEVELS[threshold as LogLevel] ?? LEVELS.info);
}

function lineTransport(destination: Writable | undefined): winston.transports.ConsoleTransportInstance {
  return new winston.transports.Console({
    log(info: Record<symbol, string>, next: () => void) {
      if (destination) {
        destination.write(info[MESSAGE]);
      } else {
        writeLine(info[MESSAGE] ?? "", info[LEVEL] === "error");
      }
      next();
    },
  });
}
