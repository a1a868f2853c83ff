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
  return foldBatch(deps, event, awsRequestId);
}
