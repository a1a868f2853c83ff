import SegmentUtils from "aws-xray-sdk-core/dist/lib/segments/segment_utils";
import { parseDaemonAddress } from "./daemon-address";
import type { Outcome } from "./outcome";
import { type Annotations, type AnnotationValue, currentPosition, recordingPosition } from "./position";
import { startPreciseClock } from "./precise-clock";
import { recordSpan, type Span, type SpanOptions, unrecorded } from "./recorded-span";
import { RunningTrace } from "./running-trace";
import { samplerFor } from "./sampler-for";
import type { Sampler, SamplingRule } from "./sampling";
import { type SegmentSender, sendSegmentsTo } from "./segment-sender";
import { parseTraceHeader } from "./trace-header";
import type { Wait } from "./trace-start";
import { type AwsClient, recordCallsOf } from "./traced-aws-client";
import { recordQueriesOf } from "./traced-sql";

// All that the rest of the code knows of tracing: another tracer takes X-Ray's place behind this file.

export interface TracingOptions {
  /** The name of segments that are opened without one. */
  service: string;
  version?: string;
  /** `host:port`, UDP. Default 127.0.0.1:2000, X-Ray's own. */
  daemonAddress?: string;
  /** 0 to 1, of the requests that come without a decision, while X-Ray gives no rules. */
  sampleRate: number;
  /** Requests a second that are sampled whatever the rate. Default 1, or 0 where the rate is 0. */
  reservoir?: number;
  /** Before the rate above; the first that matches decides. */
  rules?: readonly SamplingRule[];
  /** Heeds the sampling rules that X-Ray's daemon gives, before all of these. Default false: a lambda's has none. */
  followsDaemon?: boolean;
  /** What the service runs on, as X-Ray calls it: `AWS::ECS::Container`. */
  origin?: string | undefined;
  /** False: nothing is ever recorded or sent; ids are still passed on, so that logs agree. */
  enabled: boolean;
}

export interface TraceOpening {
  /** The segment's name: the service's. */
  name?: string;
  /** The caller's `X-Amzn-Trace-Id`. */
  header?: string | undefined;
  /** Of a request. Path and host only choose the sampling rule; what is recorded is the pattern given to `setRoute`. */
  http?: { method: string; path: string; host?: string | undefined };
  annotations?: Annotations;
  /** Where its cause waited before it was taken up; shown as parts of the trace. */
  waits?: readonly Wait[];
}

/** A trace that is open in this process until `close`. */
export interface Trace {
  /** The root: `1-67891233-abcdef012345678912345678`. */
  readonly id: string;
  readonly sampled: boolean;
  /** The value of the answer's `X-Amzn-Trace-Id`. */
  readonly responseHeader: string;
  /** Runs `fn`, and all that it starts, within the trace. */
  run<T>(fn: () => T): T;
  /** The route's pattern (`/carts/{id}`), as soon as it is known; never the path, which can hold secrets. */
  setRoute(pattern: string): void;
  /** See `annotate`. */
  annotate(key: string, value: AnnotationValue): void;
  /** Once; later calls do nothing. */
  close(outcome?: Outcome): void;
}

interface Tracer {
  readonly service: string;
  readonly sampler: Sampler | undefined;
  readonly sender: SegmentSender | undefined;
  /** In each segment. */
  readonly facts?: object;
  /** Follows X-Ray's rules no more. */
  readonly stop?: (() => void) | undefined;
}

/** One for the process, as the SDK's own settings are. Until it is configured nothing is recorded. */
let tracer: Tracer = { service: "unnamed", sampler: undefined, sender: undefined };

const X_RAY_DAEMON = "127.0.0.1:2000";

/**
 * Sets tracing for the process; call it before anything is served. A daemon that isn't there does no harm.
 * @throws Error for a malformed daemon address.
 */
export function configureTracing(options: TracingOptions): void {
  const { service, version, daemonAddress = X_RAY_DAEMON, origin, enabled } = options;
  tracer.stop?.();
  if (!enabled) {
    tracer = { service, sampler: undefined, sender: undefined };
    return;
  }
  const daemon = parseDaemonAddress(daemonAddress);
  const { sampler, stop } = samplerFor(options, daemon.tcp);
  // The SDK counts open subsegments, not those it holds, and walks them all at each: we send ahead ourselves.
  SegmentUtils.setStreamingThreshold(Number.MAX_SAFE_INTEGER);
  startPreciseClock();
  const runtime = { runtime: "node", runtime_version: process.version };
  const facts = {
    service: { ...(version !== undefined && { version }), ...runtime },
    ...(origin !== undefined && { origin }),
  };
  tracer = { service, sampler, sender: sendSegmentsTo(daemon.udp), facts, stop };
}

/**
 * Opens the trace of a request or message. The caller's decision in `header` holds; else the sampling rules decide.
 * A trace that isn't sampled costs an id; if it ends in a fault (5xx, or an error that isn't the caller's doing), its
 * segment is sent all the same, without the subsegments that nobody kept. For middleware: `run` what follows, `close`
 * when the answer has ended. Else see `openTrace`.
 */
export function beginTrace(opening: TraceOpening): Trace {
  const { name = tracer.service, header, http, annotations, waits } = opening;
  const { sampler, facts } = tracer;
  const incoming = parseTraceHeader(header);
  const decision = sampler === undefined ? false : (incoming.sampled ?? sampler({ service: name, http }));
  return new RunningTrace({
    name,
    incoming,
    decision,
    keepsFaults: sampler !== undefined,
    method: http?.method,
    annotations,
    waits,
    processFacts: facts,
  });
}

/** Runs `fn` in a trace of its own, which closes when it settles. What it throws is recorded and thrown on. */
export async function openTrace<T>(opening: TraceOpening, fn: (trace: Trace) => Promise<T>): Promise<T> {
  const trace = beginTrace(opening);
  try {
    const result = await trace.run(() => fn(trace));
    trace.close();
    return result;
  } catch (error) {
    trace.close({ error });
    throw error;
  }
}

/** Runs `fn` as a part of the current trace, under `name`; where none is recorded, just runs it. */
export function span<T>(name: string, fn: (span: Span) => Promise<T>, options: SpanOptions = {}): Promise<T> {
  const here = recordingPosition();
  return here ? recordSpan(here, name, fn, options) : fn(unrecorded);
}

/**
 * Makes each call of the AWS SDK client a part of the current trace, named as the service is (`DynamoDB`, `SQS`), and
 * sends the trace along. The same client comes back; capturing it twice is as once.
 */
export function captureAwsClient<C extends AwsClient>(client: C): C {
  return recordCallsOf(client);
}

/**
 * A postgres.js client whose queries are parts of the current trace, under `name`: templates, `unsafe` (which is all
 * that drizzle calls), `file`, cursors, and those within `begin`, `savepoint` and `reserve`. Only the statement's text
 * is recorded, never a value. Where nothing is recorded the client's own queries come back.
 */
export function captureSql<S extends object>(sql: S, name: string): S {
  return recordQueriesOf(sql, name);
}

/** The `X-Amzn-Trace-Id` of a call that is made here: `Root=…;Parent=…;Sampled=…`. Undefined outside of a trace. */
export function traceHeader(): string | undefined {
  const position = currentPosition();
  return position?.trace.headerFrom(position.node);
}

/** The same where it is recorded, and else undefined: for what is kept only to be told. */
export function sampledTrace(): string | undefined {
  const here = recordingPosition();
  return here?.trace.headerFrom(here.node);
}

export function currentTraceId(): string | undefined {
  return currentPosition()?.trace.id;
}

/**
 * A searchable fact of the request or message in which this runs, on its segment. Ids and counts; never a person's data.
 * One of a part alone is given to its `span`.
 */
export function annotate(key: string, value: AnnotationValue): void {
  currentPosition()?.trace.annotate(key, value);
}

/** Whom the current request or message is about: only a hash of the id is recorded, by which her traces are found. */
export function annotateUser(userId: string): void {
  currentPosition()?.trace.setUser(userId);
}

/** Resolves when all that was closed is sent, at the latest after `timeoutMs`. For shutdown. */
export async function flushTraces(timeoutMs = 500): Promise<void> {
  await tracer.sender?.flush(timeoutMs);
}
