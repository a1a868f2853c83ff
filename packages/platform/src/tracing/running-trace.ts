import SegmentEmitter from "aws-xray-sdk-core/dist/lib/segment_emitter";
import type Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import Segment from "aws-xray-sdk-core/dist/lib/segments/segment";
import SegmentUtils from "aws-xray-sdk-core/dist/lib/segments/segment_utils";
import { redactText } from "../logging/redact";
import { describeFault, mark, type Verdict, verdictOfError, verdictOfStatus } from "./faults";
import { runAt, type SurroundingTrace } from "./position";
import { formatTraceHeader, newSpanId, newTraceId, type TraceHeader } from "./trace-header";

export type AnnotationValue = string | number | boolean;
export type Annotations = Readonly<Record<string, AnnotationValue>>;

export interface TraceStart {
  readonly name: string;
  readonly incoming: TraceHeader;
  readonly sampled: boolean;
  /** Whether an unsampled trace that ends in a fault is sent all the same. */
  readonly keepsFaults: boolean;
  readonly method?: string | undefined;
  readonly annotations?: Annotations | undefined;
  /** Of the process, in each of its segments. */
  readonly serviceFacts?: object | undefined;
}

export interface Outcome {
  status?: number;
  /** Bytes of the answer's body. */
  contentLength?: number;
  /** What was thrown; its name, masked message and first frames are recorded. */
  error?: unknown;
}

/** Finished subsegments that a trace holds before it sends them ahead: 50 are about 30 kB of the 64 allowed. */
const HELD_SUBSEGMENTS = 50;
/** X-Ray keeps 500 kB of a trace; the rest of a loop over thousands of rows tells nothing new. */
const MOST_SUBSEGMENTS = 1000;
const UNMATCHED_ROUTE = "/*";

/** One request or message on its way through this process. Only a sampled one has a segment, and costs anything. */
export class RunningTrace implements SurroundingTrace {
  readonly id: string;
  /** Of a sampled trace, from when something runs in it. */
  private segment: Segment | undefined;
  private readonly startedAt: number;
  private route = UNMATCHED_ROUTE;
  private ownId: string | undefined;
  private finished = 0;
  private opened = 0;
  private isClosed = false;

  constructor(private readonly start: TraceStart) {
    this.startedAt = start.sampled ? SegmentUtils.getCurrentTime() : Date.now() / 1000;
    this.id = start.incoming.root ?? newTraceId();
  }

  get sampled(): boolean {
    return this.start.sampled;
  }

  /** For the answer: the trace and whether it is recorded. */
  get responseHeader(): string {
    return formatTraceHeader(this.id, undefined, this.sampled);
  }

  headerFrom(node: Segment | Subsegment | undefined): string {
    if (node) {
      return formatTraceHeader(this.id, node.id, true);
    }
    this.ownId ??= newSpanId();
    return formatTraceHeader(this.id, this.ownId, false);
  }

  /** Runs `fn`, and all that it starts, within the trace. */
  run<T>(fn: () => T): T {
    if (this.sampled) {
      this.segment ??= this.newSegment();
    }
    return runAt({ trace: this, node: this.segment }, fn);
  }

  setRoute(pattern: string): void {
    this.route = pattern;
  }

  open(parent: Segment | Subsegment, name: string): Subsegment | undefined {
    if (parent.isClosed() || this.opened >= MOST_SUBSEGMENTS) {
      return undefined;
    }
    this.opened++;
    return parent.addNewSubsegment(traceName(name));
  }

  closeSubsegment(node: Subsegment, error?: unknown): void {
    const verdict = error === undefined ? "fine" : verdictOfError(error);
    mark(node, verdict);
    node.close(verdict === "fault" ? describeFault(error) : undefined, node.namespace !== undefined);

    this.finished++;
    if (this.segment && this.finished >= HELD_SUBSEGMENTS) {
      this.finished = 0;
      this.segment.subsegments =
        this.segment.subsegments?.filter((child) => !child.streamSubsegments()) ?? [];
    }
  }

  /** Sends the segment, once; what is still open in it goes out with it when that ends. */
  close(outcome: Outcome = {}): void {
    if (this.isClosed) {
      return;
    }
    this.isClosed = true;

    const verdict = verdictOf(outcome);
    if (this.sampled && !this.segment && verdict === "fine") {
      this.sendBare(outcome);
      return;
    }
    const segment = this.segment ?? this.lateSegment(verdict);
    if (segment) {
      Object.assign(segment, this.httpOf(outcome));
      mark(segment, verdict);
      segment.close(
        verdict === "fault" && outcome.error !== undefined ? describeFault(outcome.error) : undefined,
      );
    }
  }

  private newSegment(): Segment {
    const segment = new Segment(traceName(this.start.name), this.id, this.start.incoming.parent);
    segment.start_time = this.startedAt;
    annotateNode(segment, this.start.annotations);
    return segment;
  }

  /** What the SDK's segment says where nothing ran in it, for a part of its cost: it is all of an answer from memory. */
  private sendBare(outcome: Outcome): void {
    const { name, incoming, annotations, serviceFacts } = this.start;
    const document = {
      trace_id: this.id,
      id: newSpanId(),
      start_time: this.startedAt,
      name: traceName(name),
      ...(incoming.parent !== undefined && { parent_id: incoming.parent }),
      ...(serviceFacts && { service: serviceFacts }),
      ...(annotations && { annotations: toldOf(annotations) }),
      ...this.httpOf(outcome),
      end_time: SegmentUtils.getCurrentTime(),
    };
    SegmentEmitter.send({ format: () => JSON.stringify(document) } as Segment);
  }

  /** Of one that nobody chose to sample, where it fails: without the parts that nobody kept, but with its time. */
  private lateSegment(verdict: Verdict): Segment | undefined {
    if (this.sampled) {
      return this.newSegment();
    }
    if (verdict !== "fault" || !this.start.keepsFaults) {
      return undefined;
    }
    const segment = this.newSegment();
    segment.id = this.ownId ?? segment.id;
    segment.addAnnotation("kept_for_fault", true);
    return segment;
  }

  private httpOf({ status, contentLength }: Outcome): object {
    const { method } = this.start;
    if (method === undefined) {
      return {};
    }
    const response = {
      ...(status !== undefined && { status }),
      ...(contentLength && { content_length: contentLength }),
    };
    return { http: { request: { method, url: this.route }, response } };
  }
}

function verdictOf({ status, error }: Outcome) {
  return status === undefined && error !== undefined ? verdictOfError(error) : verdictOfStatus(status);
}

const LONGEST_ANNOTATION = 250;

export function annotateNode(node: Segment | Subsegment, annotations: Annotations | undefined): void {
  const told = toldOf(annotations);
  for (const key in told) {
    node.addAnnotation(key, told[key] ?? "");
  }
}

/** As X-Ray takes them: letters, digits and underscores for a key. */
function toldOf(annotations: Annotations | undefined): Annotations {
  const told: Record<string, AnnotationValue> = {};
  for (const key in annotations) {
    const value = annotations[key];
    if (value !== undefined) {
      const text = typeof value === "string" ? redactText(value).slice(0, LONGEST_ANNOTATION) : value;
      told[key.replace(/\W/g, "_")] = text;
    }
  }
  return told;
}

/** X-Ray refuses other characters and more than 200 of them. */
function traceName(name: string): string {
  return name.replace(/[^\p{L}\p{N}\s_.:/%&#=+\\\-@]/gu, "_").slice(0, 200);
}
