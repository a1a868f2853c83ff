import type { Policy } from "./policy";
import { ofType, type Resource } from "./resources";

const isDeadLetterQueue = ({ config }: Resource) => String(config.name).endsWith("-dlq");

const isWatched = (queue: Resource, metric: string, alarms: readonly Resource[]) =>
  alarms.some(
    ({ config }) =>
      config.metric_name === metric && Object(config.dimensions).QueueName === queue.config.name,
  );

/** Nothing waits, and nothing fails, without somebody being told. */
export const watchedQueues: Policy = {
  name: "watched-queues",
  remedy: "make it by infra/constructs/queue.ts, which gives it both",
  violations(resources) {
    const alarms = ofType(resources, "aws_cloudwatch_metric_alarm");
    return ofType(resources, "aws_sqs_queue").flatMap((by) => {
      if (isDeadLetterQueue(by)) {
        const isTold = isWatched(by, "ApproximateNumberOfMessagesVisible", alarms);
        return isTold ? [] : [{ by, problem: "fills without an alarm" }];
      }
      const isTold = isWatched(by, "ApproximateAgeOfOldestMessage", alarms);
      return [
        ...(by.config.redrive_policy ? [] : [{ by, problem: "has no dead-letter queue" }]),
        ...(isTold ? [] : [{ by, problem: "falls behind without an alarm" }]),
      ];
    });
  },
};
