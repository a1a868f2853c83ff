import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientConfig } from "@shopeasy/testing/cloud";

/** A subscriber of the shop's events that only takes note of them: by order and type, the ids that came. */
export function noteEvents(queueUrl: string) {
  const sqs = new SQSClient(clientConfig("sqs"));
  const told = new Map<string, Record<string, Set<string>>>();
  const stopping = new AbortController();

  const receive = async () => {
    const asked = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 10 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(asked), {
      abortSignal: stopping.signal,
    });
    for (const { Body = "" } of Messages) {
      const { id, type, aggregateId } = JSON.parse(Body) as Record<"id" | "type" | "aggregateId", string>;
      const ofOrder = told.get(aggregateId) ?? {};
      told.set(aggregateId, { ...ofOrder, [type]: (ofOrder[type] ?? new Set()).add(id) });
    }
    if (Messages.length === 0) return;
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  };
  const running = (async () => {
    while (!stopping.signal.aborted) await receive();
  })().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });

  return {
    /** How many different events of each type came of an order. */
    of: (orderId: string): Record<string, number> =>
      Object.fromEntries(Object.entries(told.get(orderId) ?? {}).map(([type, ids]) => [type, ids.size])),
    async stop() {
      stopping.abort();
      await running;
      sqs.destroy();
    },
  };
}
