import Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import type Segment from "aws-xray-sdk-core/dist/lib/segments/segment";

/** What the SDK keeps in its documents for itself. */
const OWN_AFFAIRS = new Set([
  "segment",
  "parent",
  "counter",
  "notTraced",
  "noOp",
  "exception",
  "subsegments",
]);

/** A document as the daemon takes it. The SDK's own serializer copies each part twice, and asks a function for each member. */
export function segmentJson(document: Segment | Subsegment): string {
  const plain = plainOf(document);
  if (document instanceof Subsegment) {
    plain.type = "subsegment";
    plain.parent_id = document.parent.id;
    plain.trace_id = document.segment.trace_id;
  }
  return JSON.stringify(plain);
}

function plainOf(node: Segment | Subsegment): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(node)) {
    if (!OWN_AFFAIRS.has(key)) plain[key] = node[key as keyof typeof node];
  }
  const { subsegments } = node;
  if (subsegments && subsegments.length > 0) plain.subsegments = subsegments.map(plainOf);
  return plain;
}
