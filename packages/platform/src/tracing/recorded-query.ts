import type Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import { keepContext } from "../context/request-context";
import { type RecordingPosition, recordingPosition } from "./position";
import { sanitizeSql } from "./sql-text";

type RowListener = (...args: never[]) => unknown;

/** What we use of a postgres.js query, which starts when it is first awaited. */
export interface Query extends Promise<unknown> {
  executed: boolean;
  /** As the driver sent it, once it did. */
  statement: { string: string } | null;
  handle(): Promise<void>;
  cursor(rows?: unknown, listener?: unknown): unknown;
  forEach(listener: RowListener): unknown;
}

/** The same query, which is a part of the trace in which it is made or started. */
export function recordQuery(query: Query, name: string, text: string | TemplateStringsArray): Query {
  query.cursor = cursorKeepingContext;
  query.forEach = forEachKeepingContext;
  const made = recordingPosition();
  return made ? recordStart(query, made, name, text) : query;
}

/** Rows come from the connection, which knows of no request; these two stand for the query's own methods. */
function cursorKeepingContext(this: Query, rows?: unknown, listener?: unknown): unknown {
  return driverOf(this).cursor.call(this, kept(rows), kept(listener));
}

function forEachKeepingContext(this: Query, listener: RowListener): unknown {
  return driverOf(this).forEach.call(this, keepContext(listener));
}

function kept(value: unknown): unknown {
  return typeof value === "function" ? keepContext(value as RowListener) : value;
}

function driverOf(query: Query): Query {
  return Object.getPrototypeOf(query);
}

function recordStart(
  query: Query,
  made: RecordingPosition,
  name: string,
  text: string | TemplateStringsArray,
): Query {
  const { handle } = query;
  const open = () => openQuery(recordingPosition() ?? made, name);
  const statement = () => query.statement?.string ?? (typeof text === "string" ? text : textOf(text));

  query.handle = () => {
    const close = query.executed ? undefined : open();
    if (close) {
      const done = (error?: unknown) => close(statement(), error);
      // The promise's own then: the query's would start it again.
      Promise.prototype.then.call(query, () => done(), done);
    }
    return handle.call(query);
  };

  query.cursor = (rows, listener) => {
    const result = cursorKeepingContext.call(query, rows, listener);
    if (!isAsyncIterable(result)) {
      return result;
    }
    // Such a query never settles.
    query.handle = handle;
    return { [Symbol.asyncIterator]: () => recordIterator(result[Symbol.asyncIterator](), open, statement) };
  };

  return query;
}

/** A cursor's part of the trace lasts from its first row to its last. */
function recordIterator(
  rows: AsyncIterator<unknown>,
  open: () => CloseQuery | undefined,
  statement: () => string,
): AsyncIterator<unknown> {
  let close: CloseQuery | undefined;
  let isBegun = false;

  const end = (error?: unknown) => {
    close?.(statement(), error);
    close = undefined;
  };

  return {
    async next() {
      if (!isBegun) {
        isBegun = true;
        close = open();
      }
      try {
        const step = await rows.next();
        if (step.done) {
          end();
        }
        return step;
      } catch (error) {
        end(error);
        throw error;
      }
    },
    async return() {
      end();
      return (await rows.return?.()) ?? { done: true, value: undefined };
    },
  };
}

type CloseQuery = (statement: string, error?: unknown) => void;

function openQuery({ trace, node }: RecordingPosition, name: string): CloseQuery | undefined {
  const query: Subsegment | undefined = trace.open(node, name);
  if (!query) {
    return undefined;
  }
  query.namespace = "remote";
  return (statement, error) => {
    query.addSqlData({ sanitized_query: sanitizeSql(statement), database_type: "postgresql" });
    trace.closeSubsegment(query, error);
  };
}

/** Placeholders where the values stand, as the driver will write them. */
function textOf(strings: TemplateStringsArray): string {
  return strings.reduce((text, part, index) => `${text}$${index}${part}`);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
