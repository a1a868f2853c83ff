import SegmentUtils from "aws-xray-sdk-core/dist/lib/segments/segment_utils";
import { redactField } from "../logging/redact";
import { currentPosition, type RecordingPosition, recordingPosition, runAt } from "./position";
import { startPreciseClock } from "./precise-clock";
import {
  type Annotations,
  type AnnotationValue,
  annotateNode,
  type Outcome,
  RunningTrace,
} from "./running-trace";
import { createSampler, type Sampler, type SamplingRule } from "./sampling";
import { type SegmentSender, sendSegmentsTo } from "./segment-sender";
import { parseTraceHeader } from "./trace-header";
import { type AwsClient, recordCallsOf } from "./traced-aws-client";
import { recordQueriesOf } from "./traced-sql";

// All that the rest of the code knows of tracing: another tracer takes X-Ray's place behind this file.

export interface TracingOptions {
  /** The name of segments that are opened without one. */
  service: string;
  version?: string;
  /** `host:port`, UDP. Default 127.0.0.1:2000, X-Ray's own. */
  daemonAddress?: string;
  /** 0 to 1, of the requests that come without a decision. */
  sampleRate: number;
  /** Requests a second that are sampled whatever the rate. Default 1, or 0 where the rate is 0. */
  reservoir?: number;
  /** Before the rate above; the first that matches decides. */
  rules?: readonly SamplingRule[];
  /** False: nothing is ever recorded or sent; ids are still passed on, so that logs agree. */
  enabled: boolean;
}

export interface TraceOpening {
  /** The segment's name: the service's. */
  name?: string;
  /** The caller's `X-Amzn-Trace-Id`. */
  header?: string | undefined;
  /** Of a request. The path only chooses the sampling rule; what is recorded is the pattern given to `setRoute`. */
  http?: { method: string; path: string };
  annotations?: Annotations;
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
  /** Once; later calls do nothing. */
  close(outcome?: Outcome): void;
}

/** A part of a trace, as `span` hands it to its function; where nothing is recorded, its methods do nothing. */
export interface Span {
  annotate(key: string, value: AnnotationValue): void;
  /** What a call to another service was, and its answer's status; `url` without ids: a pattern. */
  setHttp(call: { method: string; url: string; status?: number }): void;
}

export interface SpanOptions {
  annotations?: Annotations;
  /** Not searchable; written without secrets and personal data. */
  metadata?: Readonly<Record<string, unknown>>;
  /** A call to something beyond this process: X-Ray draws it as a node of its own. */
  remote?: boolean;
}

interface Tracer {
  readonly service: string;
  readonly sampler: Sampler | undefined;
  readonly sender: SegmentSender | undefined;
  /** In each segment. */
  readonly facts?: object;
}

/** One for the process, as the SDK's own settings are. Until it is configured nothing is recorded. */
let tracer: Tracer = { service: "unnamed", sampler: undefined, sender: undefined };

const X_RAY_DAEMON = "127.0.0.1:2000";

/**
 * Sets tracing for the process; call it before anything is served. A daemon that isn't there does no harm.
 * @throws Error for a malformed daemon address.
 */
export function configureTracing(options: TracingOptions): void {
  const { service, version, daemonAddress = X_RAY_DAEMON, sampleRate, rules = [], enabled } = options;
  if (!enabled) {
    tracer = { service, sampler: undefined, sender: undefined };
    return;
  }
  const { reservoir = sampleRate > 0 ? 1 : 0 } = options;
  const sampler = createSampler([...rules, { rate: sampleRate, reservoir }], {
    now: Date.now,
    random: Math.random,
  });

  const facts = {
    ...(version !== undefined && { version }),
    runtime: "node",
    runtime_version: process.version,
  };
  SegmentUtils.setServiceData(facts);
  // The SDK counts open subsegments, not those it holds, and walks them all at each: we send ahead ourselves.
  SegmentUtils.setStreamingThreshold(Number.MAX_SAFE_INTEGER);
  startPreciseClock();
  tracer = { service, sampler, sender: sendSegmentsTo(daemonAddress), facts };
}

/**
 * Opens the trace of a request or message. The caller's decision in `header` holds; else the sampling rules decide.
 * A trace that isn't sampled costs an id; if it ends in a fault (5xx, or an error that isn't the caller's doing), its
 * segment is sent all the same, without the subsegments that nobody kept. For middleware: `run` what follows, `close`
 * when the answer has ended. Else see `openTrace`.
 */
export function beginTrace({ name = tracer.service, header, http, annotations }: TraceOpening): Trace {
  const { sampler, facts } = tracer;
  const incoming = parseTraceHeader(header);
  const sampled = sampler !== undefined && (incoming.sampled ?? sampler(http?.method, http?.path ?? name));
  return new RunningTrace({
    name,
    incoming,
    sampled,
    keepsFaults: sampler !== undefined,
    method: http?.method,
    annotations,
    serviceFacts: facts,
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
  return here ? recordSpan(here, name, fn, options) : fn(UNRECORDED);
}

const UNRECORDED: Span = { annotate: () => undefined, setHttp: () => undefined };

async function recordSpan<T>(
  here: RecordingPosition,
  name: string,
  fn: (span: Span) => Promise<T>,
  { annotations, metadata, remote }: SpanOptions,
): Promise<T> {
  const { trace } = here;
  const node = trace.open(here.node, name);
  if (!node) {
    return fn(UNRECORDED);
  }
  if (remote) {
    node.namespace = "remote";
  }
  annotateNode(node, annotations);
  for (const key in metadata) {
    node.addMetadata(key, redactField(key, metadata[key]));
  }

  const handle: Span = {
    annotate: (key, value) => annotateNode(node, { [key]: value }),
    setHttp: ({ method, url, status }) => {
      node.addAttribute("http", {
        request: { method, url },
        ...(status !== undefined && { response: { status } }),
      });
    },
  };
  try {
    const result = await runAt({ trace, node }, () => fn(handle));
    trace.closeSubsegment(node);
    return result;
  } catch (error) {
    trace.closeSubsegment(node, error);
    throw error;
  }
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

export function currentTraceId(): string | undefined {
  return currentPosition()?.trace.id;
}

/** A searchable fact of the current segment or span. Ids and counts; never a person's data. */
export function annotate(key: string, value: AnnotationValue): void {
  const here = recordingPosition();
  if (here) {
    annotateNode(here.node, { [key]: value });
  }
}

/** Resolves when all that was closed is sent, at the latest after `timeoutMs`. For shutdown. */
export async function flushTraces(timeoutMs = 500): Promise<void> {
  await tracer.sender?.flush(timeoutMs);
}
