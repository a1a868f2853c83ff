import type { WebhookId } from "@shopeasy/contracts/ids";
import { eq } from "drizzle-orm";
import { webhooks } from "../db/schema";
import { refuseUrl, type WebhookDeps } from "./create-webhook";
import { secretOverlapMs } from "./delivery-rules";
import { giveUpWaiting } from "./disable-webhook";
import { lockWebhook, webhookNotFound } from "./lock-webhook";
import { presentWebhook, type Webhook } from "./present-webhook";
import type { WebhookChanges, WebhookView, WebhookWithSecret } from "./webhook-schemas";
import { newSecret, sealSecret } from "./webhook-secret";

/** @throws NotFound, Unprocessable `webhook-url-refused` */
export async function changeWebhook(
  deps: WebhookDeps,
  id: WebhookId,
  { active, ...changes }: WebhookChanges,
): Promise<WebhookView> {
  const { database, clock, logger } = deps;
  if (changes.url !== undefined) await refuseUrl(deps, changes.url);
  return database.db.transaction(async (tx) => {
    const found = await lockWebhook(tx, id);
    if (!found) throw webhookNotFound();
    const now = clock.now();
    const isNewUrl = changes.url !== undefined && changes.url !== found.url;
    const changed: Webhook = {
      ...found,
      ...withoutUndefined(changes),
      ...(isNewUrl && { failingSince: null }),
      ...switched(found, active, now),
      version: found.version + 1,
      updatedAt: now,
    };
    await tx.update(webhooks).set(changed).where(eq(webhooks.id, id));
    if (changed.disabledAt !== null) await giveUpWaiting(tx, id);
    logger.info("webhook.changed", { webhookId: id, isActive: changed.disabledAt === null });
    return presentWebhook(changed, now);
  });
}

function switched({ disabledAt }: Webhook, active: boolean | undefined, now: Date) {
  if (active === true) {
    return disabledAt === null ? {} : { disabledAt: null, disabledReason: null, failingSince: null };
  }
  return active === false && disabledAt === null ? { disabledAt: now, disabledReason: "staff" as const } : {};
}

/** Gives a webhook a new secret; the one before it signs beside it for another day. @throws NotFound */
export function rotateSecret(
  { database, clock, logger, webhookSecretKey }: WebhookDeps,
  id: WebhookId,
): Promise<WebhookWithSecret> {
  return database.db.transaction(async (tx) => {
    const found = await lockWebhook(tx, id);
    if (!found) throw webhookNotFound();
    const now = clock.now();
    const secret = newSecret();
    const changed: Webhook = {
      ...found,
      sealedSecret: sealSecret(secret, id, webhookSecretKey),
      sealedPreviousSecret: found.sealedSecret,
      previousSecretUntil: new Date(now.getTime() + secretOverlapMs),
      version: found.version + 1,
      updatedAt: now,
    };
    await tx.update(webhooks).set(changed).where(eq(webhooks.id, id));
    logger.info("webhook.secret-rotated", { webhookId: id });
    return { ...presentWebhook(changed, now), secret };
  });
}

/** Deletes a webhook, its log and what was still to be sent. @throws NotFound */
export async function deleteWebhook(
  { database, logger }: Pick<WebhookDeps, "database" | "logger">,
  id: WebhookId,
): Promise<void> {
  const gone = await database.db.delete(webhooks).where(eq(webhooks.id, id)).returning({ id: webhooks.id });
  if (gone.length === 0) throw webhookNotFound();
  logger.info("webhook.deleted", { webhookId: id });
}

/** Only what was sent: what is left out stays as it is. */
const withoutUndefined = <Changes extends object>(changes: Changes) =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Changes]: Exclude<Changes[Key], undefined>;
  };
