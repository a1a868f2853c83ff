import { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } from "@aws-sdk/client-codedeploy";

/** What CodeDeploy hands over to a function that it asks. */
export interface HookEvent {
  DeploymentId: string;
  LifecycleEventHookExecutionId: string;
}

/**
 * Tells CodeDeploy whether the release goes on.
 * @throws Error when CodeDeploy does not take it
 */
export async function reportOutcome(event: HookEvent, status: "Succeeded" | "Failed"): Promise<void> {
  const client = new CodeDeployClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true },
  });
  try {
    await client.send(
      new PutLifecycleEventHookExecutionStatusCommand({
        deploymentId: event.DeploymentId,
        lifecycleEventHookExecutionId: event.LifecycleEventHookExecutionId,
        status,
      }),
    );
  } finally {
    client.destroy();
  }
}
