import type Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import type Segment from "aws-xray-sdk-core/dist/lib/segments/segment";
import { OpenSubsegment } from "./nodes";

/**
 * A part that begins when what it belongs to has been sent: work that goes on after the answer. It is sent by itself
 * when it has ended, with all that was opened in it.
 */
export function lateSubsegment(segment: Segment, parent: Segment | Subsegment, name: string): Subsegment {
  const late = new OpenSubsegment(name);
  // In the place of its parent, which would be sent again as its last part ends.
  const standIn = {
    id: parent.id,
    incrementCounter() {},
    decrementCounter() {
      if (late.isClosed() && late.counter <= 0) late.flush();
    },
  };
  return Object.assign(late, { segment, parent: standIn });
}
