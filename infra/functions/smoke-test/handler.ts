import { failuresOf } from "./checks";
import { readConfig } from "./config";
import { type HookEvent, reportOutcome } from "./report-outcome";

/** Left of an invocation's time to tell CodeDeploy. */
const reserveMs = 10_000;

/**
 * What CodeDeploy invokes when a release's tasks answer the test listener and nobody else: looks at them as a customer
 * would. A release that fails is taken back; why stands in the log.
 */
export async function handler(
  event: HookEvent,
  { getRemainingTimeInMillis }: { getRemainingTimeInMillis: () => number },
): Promise<void> {
  const config = readConfig();
  const failures = await failuresOf(config.testUrl, Date.now() + getRemainingTimeInMillis() - reserveMs);
  const { DeploymentId: deployment } = event;
  const outcome = failures.length === 0 ? "Succeeded" : "Failed";
  const line = {
    level: outcome === "Failed" ? "error" : "info",
    event: "release.looked-at",
    deployment,
    outcome,
  };
  process.stdout.write(`${JSON.stringify({ ...line, failures })}\n`);
  await reportOutcome(event, outcome);
}
