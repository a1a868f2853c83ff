import type Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import Segment from "aws-xray-sdk-core/dist/lib/segments/segment";
import { redactText } from "../logging/redact";
import { describeFault, mark, verdictOfError, verdictOfStatus } from "./faults";
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
export class RunningTrace {
  readonly id: string;
  readonly segment: Segment | undefined;
  private readonly startedAt = Date.now();
  private route = UNMATCHED_ROUTE;
  private ownId: string | undefined;
  private finished = 0;
  private opened = 0;
  private isClosed = false;

  constructor(private readonly start: TraceStart) {
    this.id = start.incoming.root ?? newTraceId(this.startedAt);
    this.segment = start.sampled ? this.newSegment() : undefined;
  }

  get sampled(): boolean {
    return this.segment !== undefined;
  }

  /** For the answer: the trace and whether it is recorded. */
  get responseHeader(): string {
    return formatTraceHeader(this.id, undefined, this.sampled);
  }

  /** For calls that are made from within `node`, or from the trace itself. */
  headerFrom(node: Segment | Subsegment | undefined): string {
    if (node) {
      return formatTraceHeader(this.id, node.id, true);
    }
    this.ownId ??= newSpanId();
    return formatTraceHeader(this.id, this.ownId, false);
  }

  setRoute(pattern: string): void {
    this.route = pattern;
  }

  /** A subsegment under `parent`, or undefined where nothing may be added any more. */
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
    const segment =
      this.segment ?? (verdict === "fault" && this.start.keepsFaults ? this.lateSegment() : undefined);
    if (segment) {
      this.addHttp(segment, outcome);
      mark(segment, verdict);
      segment.close(
        verdict === "fault" && outcome.error !== undefined ? describeFault(outcome.error) : undefined,
      );
    }
  }

  private newSegment(): Segment {
    const segment = new Segment(traceName(this.start.name), this.id, this.start.incoming.parent);
    annotateNode(segment, this.start.annotations);
    return segment;
  }

  /** Of a trace that nobody chose to sample: without subsegments, since none were kept, but with the time it took. */
  private lateSegment(): Segment {
    const segment = this.newSegment();
    segment.start_time = this.startedAt / 1000;
    segment.id = this.ownId ?? segment.id;
    segment.addAnnotation("kept_for_fault", true);
    return segment;
  }

  private addHttp(segment: Segment, { status, contentLength }: Outcome): void {
    const { method } = this.start;
    if (method !== undefined) {
      const response = {
        ...(status !== undefined && { status }),
        ...(contentLength && { content_length: contentLength }),
      };
      Object.assign(segment, { http: { request: { method, url: this.route }, response } });
    }
  }
}

function verdictOf({ status, error }: Outcome) {
  return status === undefined && error !== undefined ? verdictOfError(error) : verdictOfStatus(status);
}

const LONGEST_ANNOTATION = 250;

/** X-Ray takes letters, digits and underscores for a key. */
export function annotateNode(node: Segment | Subsegment, annotations: Annotations | undefined): void {
  for (const key in annotations) {
    const value = annotations[key];
    if (value !== undefined) {
      const told = typeof value === "string" ? redactText(value).slice(0, LONGEST_ANNOTATION) : value;
      node.addAnnotation(key.replace(/\W/g, "_"), told);
    }
  }
}

/** X-Ray refuses other characters and more than 200 of them. */
function traceName(name: string): string {
  return name.replace(/[^\p{L}\p{N}\s_.:/%&#=+\\\-@]/gu, "_").slice(0, 200);
}
