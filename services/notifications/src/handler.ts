import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { readConfigWithSecrets } from "./config";
import { createDeps, type Deps } from "./deps";
import { notifyOfAll } from "./notify-of-all";

/** Made by the first invocation of a container, and kept for those that follow. */
let deps: Deps | undefined;

/** What AWS invokes with messages of `notifications-events` and `mail-feedback`. Those that failed are named, and come again. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  deps ??= createDeps(await readConfigWithSecrets());
  try {
    return await notifyOfAll(deps, event, context);
  } finally {
    await deps.telemetry.invoked();
  }
}

/** What this container has measured, in Prometheus' text format: asked for where something else plays AWS. */
export const renderMetrics = async (): Promise<string> => (await deps?.metrics.render()) ?? "";
