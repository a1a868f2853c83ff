import { S3Client } from "@aws-sdk/client-s3";
import { type BucketName, variableFor } from "@shopeasy/contracts/resources";
import { clientConfig, uniqueName } from "./cloud";
import { declareBucket } from "./declare-bucket";

export interface FreshBucket {
  name: string;
  /** Names the bucket to a service. */
  environment: Record<string, string>;
}

/** An empty copy of a declared bucket, for one test file. */
export async function freshBucket(bucket: BucketName): Promise<FreshBucket> {
  const name = uniqueName(bucket);
  const client = new S3Client(clientConfig("s3"));
  try {
    await declareBucket(client, name);
  } finally {
    client.destroy();
  }
  return { name, environment: { [variableFor("bucket", bucket)]: name } };
}
