import Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import Segment from "aws-xray-sdk-core/dist/lib/segments/segment";
import SegmentUtils from "aws-xray-sdk-core/dist/lib/segments/segment_utils";
import { newSpanId } from "./trace-header";

// The SDK's own, but for how they begin: it asks the system for random bytes twice for each, which is a quarter of all
// that a recorded trace costs.

/** A segment of a trace whose id is known to be well formed. */
export class OpenSegment extends Segment {
  protected init(name: string, traceId: string, parentId?: string): void {
    Object.assign(this, { trace_id: traceId, id: newSpanId(), ...beginning(name) });
    if (parentId !== undefined) this.parent_id = parentId;
  }
}

export class OpenSubsegment extends Subsegment {
  /** Of the parts in it that are open. */
  declare counter: number;

  protected init(name: string): void {
    Object.assign(this, { id: newSpanId(), ...beginning(name), notTraced: false });
  }
}

const beginning = (name: string) => ({
  name,
  start_time: SegmentUtils.getCurrentTime(),
  in_progress: true,
  counter: 0,
});
