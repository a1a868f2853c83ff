import { AsyncLocalStorage } from "node:async_hooks";
import type Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import type Segment from "aws-xray-sdk-core/dist/lib/segments/segment";

export type AnnotationValue = string | number | boolean;
export type Annotations = Readonly<Record<string, AnnotationValue>>;

/** A trace, as what runs in it knows it. */
export interface SurroundingTrace {
  readonly id: string;
  /** For calls that are made from within `node`, or from the trace itself. */
  headerFrom(node: Segment | Subsegment | undefined): string;
  /** A fact of its segment. */
  annotate(key: string, value: AnnotationValue): void;
  /** Whom it is about: only a hash of the id is recorded. */
  setUser(userId: string): void;
  /** A subsegment under `parent`, or undefined where nothing may be added any more. */
  open(parent: Segment | Subsegment, name: string): Subsegment | undefined;
  closeSubsegment(node: Subsegment, error?: unknown): void;
}

/** Where in which trace the running code is; without a node the trace is not sampled. */
export interface Position {
  readonly trace: SurroundingTrace;
  readonly node: Segment | Subsegment | undefined;
}

/** Where something is being recorded. */
export interface RecordingPosition extends Position {
  readonly node: Segment | Subsegment;
}

/**
 * Ours, not the SDK's: its cls-hooked costs 50 µs a request even where nothing is recorded, this half of one. So only
 * its segments and emitter are imported, by their paths: the SDK's main module would load cls-hooked, and 80 others.
 */
const positions = new AsyncLocalStorage<Position>();

export function runAt<T>(position: Position, fn: () => T): T {
  return positions.run(position, fn);
}

export function currentPosition(): Position | undefined {
  return positions.getStore();
}

/** The position, where it is recorded: undefined is what makes tracing that is off cost nothing. */
export function recordingPosition(): RecordingPosition | undefined {
  const position = positions.getStore();
  return position && isRecording(position) ? position : undefined;
}

function isRecording(position: Position): position is RecordingPosition {
  return position.node !== undefined;
}
