import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";

export type Clients = ReturnType<typeof openClients>;

/**
 * Clients of the account that the machine is signed in to, or that a profile of `~/.aws/config` opens, or of what answers at `endpoint`. They try long
 * enough to outlast AWS's own bad minutes: a release is not to be lost sight of because one question failed.
 */
export function openClients({ profile, endpoint }: { profile?: string | undefined; endpoint?: string } = {}) {
  const config = {
    maxAttempts: 6,
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
  };
  const clients = {
    cloudwatch: new CloudWatchClient(config),
    codedeploy: new CodeDeployClient(config),
    ecr: new ECRClient(config),
    ecs: new ECSClient(config),
    lambda: new LambdaClient(config),
    // A bucket of a stand-in, too, is found by its path.
    s3: new S3Client({
      ...config,
      forcePathStyle: endpoint !== undefined || "AWS_ENDPOINT_URL" in process.env,
    }),
    ssm: new SSMClient(config),
  };
  return {
    ...clients,
    close() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
