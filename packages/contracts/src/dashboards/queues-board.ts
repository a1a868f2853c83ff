import { type AwsMeasure, type Board, measure } from "../dashboard-definition";

const sqs = (metric: string, words?: string): AwsMeasure => ({
  ...{ namespace: "AWS/SQS", dimensions: ["QueueName"], metric, statistic: "Maximum" },
  ...(words !== undefined && { words }),
});

/** Events on their way out and in. */
export const queuesBoard: Board = {
  id: "queues",
  title: "Queues and outbox",
  about: "Events on their way out and in: does anything wait, or fail again and again?",
  rows: [
    {
      title: "In",
      panels: [
        {
          ...{ title: "Messages handled", unit: "per-second" },
          about: "By queue.",
          lines: [measure("queue_messages_handled_total", "per-second", { by: ["queue"] })],
        },
        {
          ...{ title: "Messages given back", unit: "per-second" },
          about:
            "They come again, until they end among the dead letters: a poisoned message shows as a steady line.",
          lines: [measure("queue_messages_failed_total", "per-second", { by: ["queue"] })],
        },
        {
          ...{ title: "Dead letters", unit: "count", lines: [] },
          about: "What could not be handled. Each has an alarm.",
          aws: [sqs("ApproximateNumberOfMessagesVisible", "dlq")],
        },
        {
          ...{ title: "Age when taken up, 99 of 100", unit: "seconds" },
          about:
            "How long messages waited for their first try; in CloudWatch also how long the oldest waits now.",
          lines: [measure("queue_message_age_seconds", "p99", { by: ["queue"] })],
          aws: [sqs("ApproximateAgeOfOldestMessage")],
        },
        {
          ...{ title: "Handling, 99 of 100", unit: "seconds" },
          about: "How long a handler takes.",
          lines: [measure("queue_message_duration_seconds", "p99", { by: ["queue"] })],
        },
        {
          ...{ title: "Changes of stock and carts", unit: "per-second" },
          about: "Folded in from the inventory stream, not understood, or left for another try.",
          lines: [measure("availability_changes_total", "per-second", { by: ["outcome"] })],
          aws: [
            {
              ...{ namespace: "AWS/Lambda", dimensions: ["FunctionName"], words: "inventory" },
              ...{ metric: "IteratorAge", statistic: "Maximum" },
            },
          ],
        },
      ],
    },
    {
      title: "Out",
      panels: [
        {
          ...{ title: "Outbox: the oldest waits", unit: "seconds" },
          about: "Above a few seconds events are not published: mails and the merchant's systems wait.",
          lines: [measure("outbox_oldest_seconds", "greatest", { by: ["service"] })],
        },
        {
          ...{ title: "Outbox: published", unit: "per-second" },
          about: "Events a second.",
          lines: [measure("outbox_published_total", "per-second", { by: ["service"] })],
        },
        {
          ...{ title: "Outbox: failed", unit: "per-second" },
          about: "Attempts to publish that failed. They are made again.",
          lines: [measure("outbox_failed_total", "per-second", { by: ["service"] })],
        },
        {
          ...{ title: "Webhooks", unit: "per-minute" },
          about: "Attempts to deliver, by how they ended.",
          lines: [measure("webhook_attempts_total", "per-minute", { by: ["outcome"] })],
        },
        {
          ...{ title: "What else waits", unit: "seconds" },
          about:
            "The webhook that was due first, and the oldest change of a cart that the stream was not told of.",
          lines: [
            measure("webhook_oldest_due_seconds", "greatest", { name: "webhook due" }),
            measure("cart_changes_oldest_seconds", "greatest", { name: "cart's change" }),
          ],
        },
        {
          ...{ title: "Files taken in", unit: "per-minute" },
          about: "Imports into the catalogue that ended.",
          lines: [measure("imports_finished_total", "per-minute", { by: ["status"] })],
        },
      ],
    },
  ],
};
