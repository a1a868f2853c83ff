import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { readConfigWithSecrets } from "./config";
import { createDeps, type Deps } from "./deps";
import { notifyOfAll } from "./notify-of-all";

/** Made by the first invocation of a container, and kept for those that follow. */
let deps: Deps | undefined;

/** What AWS invokes with messages of `notifications-events` and `mail-feedback`. Those that failed are named, and come again. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  deps ??= createDeps(await readConfigWithSecrets());
  return notifyOfAll(deps, event, context);
}
