import { AppConfigDataClient } from "@aws-sdk/client-appconfigdata";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Metrics } from "../metrics/metrics";
import { captureAwsClient } from "../tracing/tracing";
import { measureAwsClient } from "./aws-metrics";
import { breakCallsOf } from "./break-calls";
import { leanCalls } from "./lean-calls";
import { SigningHash } from "./signing-hash";
import { tellUnanswered } from "./unanswered";

export interface AwsOptions {
  region: string;
  /** Only where something else plays AWS. */
  endpoint?: string | undefined;
  /** By default the SDK's own chain: the task's role on AWS. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Where calls and connections are told of. */
  metrics?: Metrics | undefined;
}

/**
 * Every client keeps its connections alive, connects within 3 s (by its own clock: hundreds of calls that begin at once
 * hold that up), has a call answered within 5 s, and tries it 3 times in all. `destroy` ends the connections.
 */
function settings({ region, endpoint, credentials }: AwsOptions) {
  return {
    region,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 5000, throwOnRequestTimeout: true },
  };
}

/** Of a client whose calls have short bodies. */
const shortBodies = { sha256: SigningHash };

/** Traced and measured. */
const watched = <Client extends Parameters<typeof leanCalls>[0]>(
  client: Client,
  { metrics }: AwsOptions,
): Client => measureAwsClient(captureAwsClient(breakCallsOf(leanCalls(client))), metrics);

/**
 * A client of DynamoDB that takes and gives plain objects; members that are undefined are left out. A call that is not
 * answered fails with Unavailable `upstream-unavailable`.
 */
export function documentClient(options: AwsOptions): DynamoDBDocumentClient {
  const client = tellUnanswered(
    watched(new DynamoDBClient({ ...settings(options), ...shortBodies }), options),
  );
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** A receive that waits for messages needs a `requestTimeout` of its own beside the command. */
export function sqsClient(options: AwsOptions): SQSClient {
  return watched(new SQSClient({ ...settings(options), ...shortBodies }), options);
}

export function secretsManagerClient(options: AwsOptions): SecretsManagerClient {
  return new SecretsManagerClient(settings(options));
}

export function snsClient(options: AwsOptions): SNSClient {
  return watched(new SNSClient({ ...settings(options), ...shortBodies }), options);
}

/** Buckets are addressed by path where something else plays AWS: its host names have no bucket in them. */
export function s3Client({
  requestChecksumCalculation,
  ...options
}: AwsOptions & Pick<S3ClientConfig, "requestChecksumCalculation">): S3Client {
  const client = new S3Client({
    ...settings(options),
    forcePathStyle: options.endpoint !== undefined,
    ...(requestChecksumCalculation && { requestChecksumCalculation }),
  });
  return watched(client, options);
}

export function kinesisClient(options: AwsOptions): KinesisClient {
  return watched(
    new KinesisClient({ ...settings(options), ...shortBodies, requestHandler: { requestTimeout: 5000 } }),
    options,
  );
}

/** Not traced: it is asked by nobody's request. */
export function appConfigDataClient(options: AwsOptions): AppConfigDataClient {
  return new AppConfigDataClient(settings(options));
}

export function sesClient(options: AwsOptions): SESv2Client {
  return watched(new SESv2Client({ ...settings(options), ...shortBodies }), options);
}
