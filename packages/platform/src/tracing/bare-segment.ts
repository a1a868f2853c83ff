import SegmentEmitter from "aws-xray-sdk-core/dist/lib/segment_emitter";
import type Segment from "aws-xray-sdk-core/dist/lib/segments/segment";
import SegmentUtils from "aws-xray-sdk-core/dist/lib/segments/segment_utils";
import { traceName } from "./annotate-node";
import { newSpanId } from "./trace-header";
import type { TraceStart } from "./trace-start";

/** What the SDK's segment says where nothing ran in it, for a part of its cost: it is all of an answer from memory. */
export function sendBareSegment(
  { name, incoming, processFacts, decision }: TraceStart,
  { id, startedAt }: { id: string; startedAt: number },
  facts: object,
): void {
  const document = {
    trace_id: id,
    id: newSpanId(),
    start_time: startedAt,
    name: traceName(name),
    ...(incoming.parent !== undefined && { parent_id: incoming.parent }),
    ...processFacts,
    ...(typeof decision === "string" && { aws: { xray: { rule_name: decision } } }),
    ...facts,
    end_time: SegmentUtils.getCurrentTime(),
  };
  SegmentEmitter.send(document as unknown as Segment);
}
