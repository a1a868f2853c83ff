import {
  type QueueDeclaration,
  type QueueName,
  queues,
  tables,
} from "../../packages/contracts/src/resources";
import type { ServiceName } from "../../packages/contracts/src/route-table";
import { masterName } from "../constructs/database";
import type { Statement } from "../constructs/permissions";
import type { Environment } from "../environments";
import type { Data } from "./data-stack";
import type { Flags } from "./flags-stack";
import type { DataClass, KeyArns } from "./foundation-stack";
import { dataClassOf, type Messaging } from "./messaging-stack";
import type { SecretName } from "./secrets";

/** What statements name. */
export interface GrantParts {
  data: Data;
  messaging: Messaging;
  keys: KeyArns;
  flags: Flags;
  environment: Environment;
}

export type Grants = ReturnType<typeof grantsOf>;

/**
 * How a role is allowed things of the shop, in the words of those who do them. Each brings along the use of the key
 * that the thing is encrypted by, through the service that keeps it and through no other.
 */
export function grantsOf({ data, messaging, keys, flags, environment }: GrantParts) {
  const { region, account } = environment;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const usingKey = (
    dataClass: DataClass,
    service: "dynamodb" | "kinesis" | "s3" | "secretsmanager" | "sns" | "sqs",
    ...actions: ("kms:Decrypt" | "kms:GenerateDataKey")[]
  ): Statement => ({
    actions,
    resources: [keys[dataClass]],
    conditions: [["StringEquals", "kms:ViaService", `${service}.${region}.amazonaws.com`]],
  });
  const queueKeyOf = (name: QueueName) => dataClassOf(queues[name] as QueueDeclaration);

  return {
    /** Sign in to PostgreSQL as the service's own user; to its replica only who reads there. */
    signInToDatabase(service: ServiceName, { replica = false } = {}): Statement[] {
      const { resourceId, replicaResourceId } = data.database;
      const instances = replica && replicaResourceId ? [resourceId, replicaResourceId] : [resourceId];
      const users = instances.map((instance) => arn("rds-db", `dbuser:${instance}/${service}`));
      return [{ actions: ["rds-db:connect"], resources: users }];
    },

    /**
     * Sign in to PostgreSQL as its master, by a token: whoever made a role that signs in so is a member of what may, and
     * RDS takes no password of his from then on.
     */
    signInAsMaster: (): Statement[] => [
      {
        actions: ["rds-db:connect"],
        resources: [arn("rds-db", `dbuser:${data.database.resourceId}/${masterName}`)],
      },
    ],

    /** Sign in to Valkey as the service's own user. */
    signInToCache: (service: ServiceName): Statement[] => [
      { actions: ["elasticache:Connect"], resources: [data.cache.arn, data.cache.userArns[service]] },
    ],

    /** The shop's flags, as AppConfig gives them to who runs. */
    readFlags(): Statement[] {
      const { applicationId, environmentId, profileId } = flags;
      const configuration = `application/${applicationId}/environment/${environmentId}/configuration/${profileId}`;
      return [
        {
          actions: ["appconfig:StartConfigurationSession", "appconfig:GetLatestConfiguration"],
          resources: [arn("appconfig", configuration)],
        },
      ];
    },

    useTable: (name: keyof typeof tables, ...actions: string[]): Statement[] => [
      { actions: actions.map((action) => `dynamodb:${action}`), resources: [data.tables[name].arn] },
      usingKey("personal", "dynamodb", "kms:Decrypt"),
    ],

    queryIndexes(name: "carts" | "feedback"): Statement[] {
      const indexes = Object.keys(tables[name].indexes);
      const arns = indexes.map((index) => `${data.tables[name].arn}/index/${index}`);
      return [
        { actions: ["dynamodb:Query"], resources: arns },
        usingKey("personal", "dynamodb", "kms:Decrypt"),
      ];
    },

    /** Objects of a bucket; who reads is also told what is not there, which S3 else hides behind a refusal. */
    readBucket: (name: keyof Data["buckets"]): Statement[] => [
      { actions: ["s3:GetObject"], resources: [`${data.buckets[name].arn}/*`] },
      { actions: ["s3:ListBucket"], resources: [data.buckets[name].arn] },
      usingKey("catalogue", "s3", "kms:Decrypt"),
    ],
    writeBucket: (name: keyof Data["buckets"]): Statement[] => [
      { actions: ["s3:PutObject"], resources: [`${data.buckets[name].arn}/*`] },
      usingKey("catalogue", "s3", "kms:GenerateDataKey"),
    ],
    /** Large files, of which S3 opens the parts to put them together. */
    writeBucketInParts: (name: keyof Data["buckets"]): Statement[] => [
      { actions: ["s3:PutObject", "s3:AbortMultipartUpload"], resources: [`${data.buckets[name].arn}/*`] },
      usingKey("catalogue", "s3", "kms:Decrypt", "kms:GenerateDataKey"),
    ],
    deleteFromBucket: (name: keyof Data["buckets"]): Statement[] => [
      { actions: ["s3:DeleteObject"], resources: [`${data.buckets[name].arn}/*`] },
    ],

    publishEvents: (): Statement[] => [
      { actions: ["sns:Publish"], resources: [messaging.eventsTopicArn] },
      usingKey("events", "sns", "kms:Decrypt", "kms:GenerateDataKey"),
    ],
    sendTo: (...names: QueueName[]): Statement[] =>
      names.flatMap((name) => [
        { actions: ["sqs:SendMessage"], resources: [messaging.queues[name].arn] },
        usingKey(queueKeyOf(name), "sqs", "kms:Decrypt", "kms:GenerateDataKey"),
      ]),
    /** What the readiness check asks of a queue. */
    lookAt: (name: QueueName): Statement[] => [
      { actions: ["sqs:GetQueueAttributes"], resources: [messaging.queues[name].arn] },
    ],
    takeFrom: (...names: QueueName[]): Statement[] =>
      names.flatMap((name) => [
        {
          actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
          resources: [messaging.queues[name].arn],
        },
        usingKey(queueKeyOf(name), "sqs", "kms:Decrypt"),
      ]),
    /** What Lambda does with queues in the function's name. */
    beInvokedFrom: (...names: QueueName[]): Statement[] =>
      names.flatMap((name) => [
        {
          actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          resources: [messaging.queues[name].arn],
        },
        usingKey(queueKeyOf(name), "sqs", "kms:Decrypt"),
      ]),

    writeToStream: (): Statement[] => [
      { actions: ["kinesis:PutRecords"], resources: [messaging.inventoryStream.arn] },
      usingKey("events", "kinesis", "kms:GenerateDataKey"),
    ],
    /** What Lambda does with the stream in the function's name. */
    beInvokedFromStream: (): Statement[] => [
      {
        actions: [
          "DescribeStream",
          "DescribeStreamSummary",
          "GetRecords",
          "GetShardIterator",
          "ListShards",
        ].map((action) => `kinesis:${action}`),
        resources: [messaging.inventoryStream.arn],
      },
      usingKey("events", "kinesis", "kms:Decrypt"),
    ],

    sendMails: (): Statement[] => [
      {
        actions: ["ses:SendEmail"],
        resources: [
          messaging.mail.identityArn,
          arn("ses", `configuration-set/${messaging.mail.configurationSet}`),
        ],
      },
    ],

    /** Of a lambda, which reads them itself: to tasks ECS hands them, in a role of its own. */
    readSecrets: (...names: SecretName[]): Statement[] => [
      { actions: ["secretsmanager:GetSecretValue"], resources: names.map((name) => data.secrets[name]) },
      usingKey("personal", "secretsmanager", "kms:Decrypt"),
    ],

    /** The daemon sends on what it is given, and asks for the rules of what to record. */
    trace: (): Statement[] => [
      {
        actions: [
          ...["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
          ...["xray:GetSamplingRules", "xray:GetSamplingTargets"],
        ],
        resources: ["*"],
        becauseWide: "X-Ray's actions know no resources.",
      },
    ],
  };
}
