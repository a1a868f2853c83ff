import type { SqsMessage } from "../../../node_modules/fauxqs/dist/sqs/sqsTypes.js";
import { dropOldMessages } from "../queue-retention";

const now = Date.now();
const sentAgo = (seconds: number) =>
  ({ messageId: `${seconds}`, sentTimestamp: now - seconds * 1_000 }) as SqsMessage;

test("a message that nobody takes is dropped when its queue keeps it no longer", () => {
  const [old, young] = [sentAgo(61), sentAgo(59)];
  const queue = { attributes: { MessageRetentionPeriod: "60" }, messages: [old, young] };
  const patient = { attributes: { MessageRetentionPeriod: "3600" }, messages: [sentAgo(61)] };

  const dropped = dropOldMessages({ allQueues: () => [queue, patient] }, now);

  expect(dropped).toBe(1);
  expect(queue.messages).toEqual([young]);
  expect(patient.messages).toHaveLength(1);
});
