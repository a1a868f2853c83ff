import { AppConfigDataClient } from "@aws-sdk/client-appconfigdata";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { captureAwsClient } from "../tracing/tracing";
import { tellUnanswered } from "./unanswered";

export interface AwsOptions {
  region: string;
  /** Only where something else plays AWS. */
  endpoint?: string | undefined;
  /** By default the SDK's own chain: the task's role on AWS. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
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

/**
 * A client of DynamoDB that takes and gives plain objects; members that are undefined are left out. A call that is not
 * answered fails with Unavailable `upstream-unavailable`.
 */
export function documentClient(options: AwsOptions): DynamoDBDocumentClient {
  const client = tellUnanswered(captureAwsClient(new DynamoDBClient(settings(options))));
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** A receive that waits for messages needs a `requestTimeout` of its own beside the command. */
export function sqsClient(options: AwsOptions): SQSClient {
  return captureAwsClient(new SQSClient(settings(options)));
}

export function secretsManagerClient(options: AwsOptions): SecretsManagerClient {
  return new SecretsManagerClient(settings(options));
}

export function snsClient(options: AwsOptions): SNSClient {
  return captureAwsClient(new SNSClient(settings(options)));
}

/** Buckets are addressed by path where something else plays AWS: its host names have no bucket in them. */
export function s3Client({
  requestChecksumCalculation,
  ...options
}: AwsOptions & Pick<S3ClientConfig, "requestChecksumCalculation">): S3Client {
  return captureAwsClient(
    new S3Client({
      ...settings(options),
      forcePathStyle: options.endpoint !== undefined,
      ...(requestChecksumCalculation && { requestChecksumCalculation }),
    }),
  );
}

export function kinesisClient(options: AwsOptions): KinesisClient {
  return captureAwsClient(
    new KinesisClient({ ...settings(options), requestHandler: { requestTimeout: 5000 } }),
  );
}

/** Not traced: it is asked by nobody's request. */
export function appConfigDataClient(options: AwsOptions): AppConfigDataClient {
  return new AppConfigDataClient(settings(options));
}

export function sesClient(options: AwsOptions): SESv2Client {
  return captureAwsClient(new SESv2Client(settings(options)));
}
