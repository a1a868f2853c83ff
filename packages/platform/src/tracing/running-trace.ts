import type Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import type Segment from "aws-xray-sdk-core/dist/lib/segments/segment";
import SegmentUtils from "aws-xray-sdk-core/dist/lib/segments/segment_utils";
import { traceName } from "./annotate-node";
import { sendBareSegment } from "./bare-segment";
import { addFault, mark, type Verdict, verdictOfError } from "./faults";
import { lateSubsegment } from "./late-subsegment";
import { OpenSegment, OpenSubsegment } from "./nodes";
import { factsOf, type Outcome, verdictOf } from "./outcome";
import { type AnnotationValue, type Position, runAt, type SurroundingTrace } from "./position";
import { formatTraceHeader, newSpanId, newTraceId } from "./trace-header";
import type { TraceStart } from "./trace-start";

/** Finished subsegments that a trace holds before it sends them ahead: 50 are about 30 kB of the 64 allowed. */
const HELD_SUBSEGMENTS = 50;
/** X-Ray keeps 500 kB of a trace; the rest of a loop over thousands of rows tells nothing new. */
const MOST_SUBSEGMENTS = 1000;
/** For so long after the answer what goes on in its context counts as its work; what goes on for ever does not. */
const LATEST_WORK_MS = 30_000;
const UNMATCHED_ROUTE = "/*";

/** One request or message on its way through this process. Only a sampled one has a segment, and costs anything. */
export class RunningTrace implements SurroundingTrace, Position {
  readonly id: string;
  /** Of a sampled trace, from when something runs in it. */
  node: Segment | undefined = undefined;
  private readonly startedAt: number;
  private route = UNMATCHED_ROUTE;
  private ownId: string | undefined = undefined;
  private notes: Record<string, AnnotationValue> | undefined = undefined;
  private userId: string | undefined = undefined;
  private finished = 0;
  private opened = 0;
  /** By the wall clock; 0 until then. */
  private closedAt = 0;

  constructor(private readonly start: TraceStart) {
    this.startedAt = this.sampled ? SegmentUtils.getCurrentTime() : Date.now() / 1000;
    this.id = start.incoming.root ?? newTraceId();
  }

  /** It is the outermost place in itself. */
  get trace(): this {
    return this;
  }

  get sampled(): boolean {
    return this.start.decision !== false;
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
    if (this.sampled && this.closedAt === 0) {
      this.node ??= this.newSegment();
    }
    return runAt(this, fn);
  }

  setRoute(pattern: string): void {
    this.route = pattern;
  }

  setUser(userId: string): void {
    this.userId = userId;
  }

  annotate(key: string, value: AnnotationValue): void {
    if (this.sampled || this.start.keepsFaults) {
      this.notes ??= {};
      this.notes[key] = value;
    }
  }

  open(parent: Segment | Subsegment, name: string): Subsegment | undefined {
    if (this.opened >= MOST_SUBSEGMENTS || !this.node) {
      return undefined;
    }
    if (!parent.isClosed()) {
      this.opened++;
      const part = new OpenSubsegment(traceName(name));
      parent.addSubsegment(part);
      return part;
    }
    if (this.closedAt > 0 && Date.now() - this.closedAt > LATEST_WORK_MS) {
      return undefined;
    }
    this.opened++;
    return lateSubsegment(this.node, parent, traceName(name));
  }

  closeSubsegment(node: Subsegment, error?: unknown): void {
    const verdict = error === undefined ? "fine" : verdictOfError(error);
    mark(node, verdict);
    if (verdict === "fault") {
      addFault(node, error);
    }
    node.close();

    this.finished++;
    if (this.node && this.finished >= HELD_SUBSEGMENTS) {
      this.finished = 0;
      this.node.subsegments = this.node.subsegments?.filter((child) => !child.streamSubsegments()) ?? [];
    }
  }

  /** Sends the segment, once; what is still open in it goes out with it when that ends. */
  close(outcome: Outcome = {}): void {
    if (this.closedAt > 0) {
      return;
    }
    this.closedAt = Date.now();

    const verdict = verdictOf(outcome);
    const isKept = verdict === "fault" && this.start.keepsFaults;
    if (this.sampled || isKept) {
      this.send(outcome, verdict);
    }
  }

  private send(outcome: Outcome, verdict: Verdict): void {
    const { start, route, startedAt, id } = this;
    const userId = outcome.userId ?? this.userId;
    const annotations = {
      ...start.annotations,
      ...this.notes,
      ...(!this.sampled && { kept_for_fault: true }),
    };
    const facts = factsOf({ ...outcome, method: start.method, route, userId, annotations });
    if (this.sampled && !this.node && verdict === "fine" && !start.waits) {
      sendBareSegment(start, { id, startedAt }, facts);
      return;
    }
    const segment = this.node ?? this.newSegment();
    if (!this.sampled && this.ownId) {
      segment.id = this.ownId;
    }
    Object.assign(segment, facts);
    mark(segment, verdict);
    if (verdict === "fault" && outcome.error !== undefined) {
      addFault(segment, outcome.error);
    }
    segment.close();
  }

  private newSegment(): Segment {
    const { name, incoming, decision, waits = [], processFacts } = this.start;
    const segment = new OpenSegment(traceName(name), this.id, incoming.parent);
    segment.start_time = this.startedAt;
    Object.assign(segment, processFacts);
    if (typeof decision === "string") {
      segment.setMatchedSamplingRule(decision);
    }
    for (const wait of waits) {
      const node = segment.addNewSubsegment(wait.name);
      node.start_time = wait.from / 1000;
      node.close();
      Object.assign(node, { end_time: wait.until / 1000 });
    }
    return segment;
  }
}
