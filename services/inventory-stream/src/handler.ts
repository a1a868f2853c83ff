import type { Context, KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import { readConfig } from "./config";
import { createDeps, type Deps } from "./deps";
import { foldBatch } from "./fold-batch";

/** Made by the first invocation of a container, and kept for those that follow. */
let deps: Deps | undefined;

/** What AWS invokes with records of the inventory stream. From the first that failed on, they come again. */
export async function handler(
  event: KinesisStreamEvent,
  { awsRequestId }: Pick<Context, "awsRequestId">,
): Promise<KinesisStreamBatchResponse> {
  deps ??= createDeps(readConfig());
  try {
    return await foldBatch(deps, event, awsRequestId);
  } finally {
    await deps.telemetry.invoked();
  }
}

/** What this container has measured, in Prometheus' text format: asked for where something else plays AWS. */
export const renderMetrics = async (): Promise<string> => (await deps?.metrics.render()) ?? "";
