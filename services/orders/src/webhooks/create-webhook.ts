import { type UserId, WebhookId } from "@shopeasy/contracts/ids";
import { Conflict, Unprocessable } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { sql } from "drizzle-orm";
import { webhooks } from "../db/schema";
import type { Deps } from "../deps";
import { mostWebhooks } from "./delivery-rules";
import { presentWebhook, type Webhook } from "./present-webhook";
import type { NewWebhook, WebhookWithSecret } from "./webhook-schemas";
import { newSecret, sealSecret } from "./webhook-secret";

export type WebhookDeps = Pick<Deps, "database" | "clock" | "logger" | "webhookClient" | "webhookSecretKey">;

/** Ours among the advisory locks of a database; any number will do, so long as it stays. */
const webhooksLock = 7_230_531;

/** @throws Unprocessable `webhook-url-refused`, Conflict `too-many-webhooks` */
export async function createWebhook(
  deps: WebhookDeps,
  staffId: string,
  wanted: NewWebhook,
): Promise<WebhookWithSecret> {
  const { database, clock, logger, webhookSecretKey } = deps;
  await refuseUrl(deps, wanted.url);
  const now = clock.now();
  const secret = newSecret();
  const id = WebhookId.parse(newId());
  const row: Webhook = {
    ...wanted,
    id,
    sealedSecret: sealSecret(secret, id, webhookSecretKey),
    sealedPreviousSecret: null,
    previousSecretUntil: null,
    failingSince: null,
    disabledAt: null,
    disabledReason: null,
    version: 1,
    createdBy: staffId as UserId,
    createdAt: now,
    updatedAt: now,
  };
  await database.db.transaction(async (tx) => {
    // Those who register at once are counted one after another.
    await tx.execute(sql`select pg_advisory_xact_lock(${webhooksLock})`);
    if ((await tx.$count(webhooks)) >= mostWebhooks) throw tooManyWebhooks();
    await tx.insert(webhooks).values(row);
  });
  logger.info("webhook.created", { webhookId: id, events: row.events, staffId });
  return { ...presentWebhook(row, now), secret };
}

/** @throws Unprocessable `webhook-url-refused` for an address that is not to be called */
export async function refuseUrl({ webhookClient }: Pick<Deps, "webhookClient">, url: string): Promise<void> {
  const fault = (await webhookClient.faultOf(url)) ?? (webhookClient.allowPrivate ? null : portFaultOf(url));
  if (fault !== null) throw new Unprocessable("webhook-url-refused", `The URL ${fault}.`);
}

/** The ports that the shop's network lets it call: what leads to another would be taken, and never reached. */
const portFaultOf = (url: string): string | null =>
  ["", "8443"].includes(new URL(url).port) ? null : "must use port 443 or 8443";

const tooManyWebhooks = () =>
  new Conflict("too-many-webhooks", `There can be ${mostWebhooks} webhooks: delete one that is not needed.`);
