import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { Construct } from "constructs";
import type { LiveLambda } from "./live-lambda";

export interface FromQueueProps {
  lambda: LiveLambda;
  queueArn: string;
  /** How many batches of it are worked on at once, at most: two or more. */
  mostAtOnce: number;
}

/** A queue whose messages invoke a lambda, up to ten at a time; it names those that failed, and they come again. */
export class FromQueue extends Construct {
  constructor(scope: Construct, id: string, { lambda, queueArn, mostAtOnce }: FromQueueProps) {
    super(scope, id);
    new LambdaEventSourceMapping(this, "mapping", {
      functionName: lambda.arn,
      eventSourceArn: queueArn,
      batchSize: 10,
      // Mails are not so urgent that each is worth an invocation.
      maximumBatchingWindowInSeconds: 1,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: mostAtOnce },
    });
  }
}

export interface FromStreamProps {
  lambda: LiveLambda;
  streamArn: string;
  /** How many batches of each shard are worked on at once; one key's are always in one. */
  lanes: number;
  /** Records that failed for so long are given up, and told of there. */
  givenUp: { afterSeconds: number; toArn: string };
}

/** A stream whose records invoke a lambda, a thousand at a time; from the first that failed on they come again. */
export class FromStream extends Construct {
  constructor(scope: Construct, id: string, { lambda, streamArn, lanes, givenUp }: FromStreamProps) {
    super(scope, id);
    new LambdaEventSourceMapping(this, "mapping", {
      functionName: lambda.arn,
      eventSourceArn: streamArn,
      startingPosition: "TRIM_HORIZON",
      batchSize: 1_000,
      maximumBatchingWindowInSeconds: 1,
      parallelizationFactor: lanes,
      functionResponseTypes: ["ReportBatchItemFailures"],
      bisectBatchOnFunctionError: true,
      // By their age alone: what fails is the table's being away, and that passes.
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: givenUp.afterSeconds,
      destinationConfig: { onFailure: { destinationArn: givenUp.toArn } },
    });
  }
}
