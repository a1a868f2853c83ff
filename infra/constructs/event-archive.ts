import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { archivedEventsFrom } from "../../packages/contracts/src/resources";
import { EnvironmentStack } from "../environment-stack";
import { Alarm } from "./alarm";
import { DeadLetterQueue } from "./dead-letter-queue";
import { LogGroup } from "./log-group";
import { ServiceRole } from "./service-role";

export interface EventArchiveProps {
  topicArn: string;
  bucketArn: string;
  keyArn: string;
  logKeyArn: string;
}

const hurts = "Events are missing in the archive: what a subscriber loses can't be brought to it again.";

/** Firehose: keeps every event of the topic in a bucket, as gzipped lines of JSON, in a folder for each hour. */
export class EventArchive extends Construct {
  constructor(scope: Construct, id: string, props: EventArchiveProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const name = stack.nameOf("event-archive");
    const stream = new KinesisFirehoseDeliveryStream(this, "firehose", {
      name,
      destination: "extended_s3",
      serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: props.keyArn },
      extendedS3Configuration: {
        bucketArn: props.bucketArn,
        roleArn: this.#writer(props),
        kmsKeyArn: props.keyArn,
        prefix: firehosePrefix(),
        errorOutputPrefix: "failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/",
        compressionFormat: "GZIP",
        fileExtension: ".gz",
        bufferingInterval: 300,
        bufferingSize: 64,
        cloudwatchLoggingOptions: this.#log(props.logKeyArn),
        processingConfiguration: {
          enabled: true,
          processors: [
            {
              type: "AppendDelimiterToRecord",
              parameters: [{ parameterName: "Delimiter", parameterValue: "\\n" }],
            },
          ],
        },
      },
    });
    this.#subscribe(stream.arn, props);
    new Alarm(this, "stale", {
      ...{ name: "event-archive-behind", hurts, runbook: "event-archive", namespace: "AWS/Firehose" },
      ...{ metric: "DeliveryToS3.DataFreshness", statistic: "Maximum", threshold: { above: 1_800 } },
      dimensions: { DeliveryStreamName: name },
      forMinutes: 15,
    });
  }

  #log(keyArn: string) {
    const group = new LogGroup(this, "log", { name: "event-archive", keyArn });
    const stream = new CloudwatchLogStream(this, "log-stream", {
      name: "delivery",
      logGroupName: group.name,
    });
    return { enabled: true, logGroupName: group.name, logStreamName: stream.name };
  }

  #writer({ bucketArn, keyArn }: EventArchiveProps): string {
    const stack = EnvironmentStack.of(this);
    const logs = stack.arn("logs", `log-group:${stack.nameOf("event-archive")}:log-stream:*`);
    return new ServiceRole(this, "writer", {
      name: "event-archive-writer",
      service: "firehose.amazonaws.com",
      onlyIf: [["StringEquals", "sts:ExternalId", stack.environment.account]],
      may: [
        {
          actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
          resources: [`${bucketArn}/*`],
        },
        {
          actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
          resources: [bucketArn],
        },
        { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [keyArn] },
        { actions: ["logs:PutLogEvents"], resources: [logs] },
      ],
    }).arn;
  }

  #subscribe(streamArn: string, { topicArn, keyArn }: EventArchiveProps): void {
    const undelivered = new DeadLetterQueue(this, "undelivered", {
      ...{ name: "event-archive-dlq", keyArn, hurts, ofTopic: topicArn },
    });
    const role = new ServiceRole(this, "subscription-role", {
      name: "event-archive-subscription",
      service: "sns.amazonaws.com",
      // SNS shows nothing of the account when it takes on the role of a subscription.
      onlyIf: [],
      may: [
        {
          actions: [
            "firehose:DescribeDeliveryStream",
            "firehose:ListDeliveryStreams",
            "firehose:ListTagsForDeliveryStream",
            "firehose:PutRecord",
            "firehose:PutRecordBatch",
          ],
          resources: [streamArn],
        },
      ],
    });
    new SnsTopicSubscription(this, "subscription", {
      ...{ topicArn, protocol: "firehose", endpoint: streamArn },
      subscriptionRoleArn: role.arn,
      rawMessageDelivery: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: undelivered.arn }),
    });
  }
}

/** Where the contracts say that an hour's events lie, as Firehose writes times. */
function firehosePrefix(): string {
  const prefix = archivedEventsFrom(new Date(Date.UTC(2001, 10, 12, 13)));
  const hour = "2001/11/12/13";
  if (!prefix.includes(hour)) {
    throw new Error(
      `archivedEventsFrom gives "${prefix}": teach infra/constructs/event-archive.ts to write it.`,
    );
  }
  return prefix.replace(hour, "!{timestamp:yyyy/MM/dd/HH}");
}
