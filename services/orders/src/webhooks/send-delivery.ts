import { maskText } from "@shopeasy/platform/logging/mask-text";
import type { CallOutcome } from "@shopeasy/platform/outbound/public-client";
import { annotate, span } from "@shopeasy/platform/tracing/tracing";
import { eq } from "drizzle-orm";
import { webhookDeliveries, webhooks } from "../db/schema";
import type { Deps } from "../deps";
import type { Claim } from "./claim-deliveries";
import { isTaken, type Verdict } from "./delivery-rules";
import type { Webhook } from "./present-webhook";
import { recordAttempt } from "./record-attempt";
import { signedHeaders } from "./signature-rules";
import type { Attempt } from "./webhook-schemas";
import { openSecret } from "./webhook-secret";

export type SendDeps = Pick<Deps, "database" | "clock" | "logger" | "webhookClient" | "webhookSecretKey">;

/** Of what a receiver answers, what is kept in the log. */
const mostCharacters = 1_000;

/** Sends a delivery once and takes down what came of it; null where it is gone, or another has taken it over. */
export async function sendDelivery(deps: SendDeps, claim: Claim): Promise<Verdict["state"] | null> {
  const { database, clock, webhookClient } = deps;
  const [found] = await database.db
    .select({ delivery: webhookDeliveries, webhook: webhooks })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
    .where(eq(webhookDeliveries.id, claim.id));
  if (!found || found.delivery.dueAt === null) return null;
  const { delivery, webhook } = found;
  annotate("event_id", delivery.eventId);

  const at = clock.now();
  const secrets = openSecrets(deps, webhook, at);
  if (secrets === null) {
    const unreadable = { status: null, response: null, error: "secret-unreadable" as const };
    return recordAttempt(deps, delivery, { at: at.toISOString(), durationMs: 0, ...unreadable });
  }
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "ShopEasy-Webhooks/1",
    ...signedHeaders({ id: delivery.eventId, at, body: delivery.body, secrets }),
  };
  const post = () => webhookClient.post(webhook.url, headers, delivery.body);
  return recordAttempt(deps, delivery, attemptOf(at, await asPartOfTrace(post)));
}

/** Without the address, which may hold a secret of its receiver's. */
const asPartOfTrace = (post: () => Promise<CallOutcome>): Promise<CallOutcome> =>
  span(
    "webhook receiver",
    async (part) => {
      const outcome = await post();
      part.annotate("outcome", outcome.fault ?? String(outcome.status));
      if (!isTaken(outcome.status)) part.setFault();
      return outcome;
    },
    { remote: true },
  );

function attemptOf(at: Date, { status, text, fault, durationMs }: CallOutcome): Attempt {
  return { at: at.toISOString(), durationMs, status, error: fault, response: text && excerptOf(text) };
}

/** Masked before it is cut, so that no half of a secret is left; PostgreSQL's JSON holds no NUL or half characters. */
const excerptOf = (text: string): string =>
  maskText(text)
    .replace(/[^\P{Cc}\n\t]/gu, " ")
    .slice(0, mostCharacters)
    .toWellFormed();

/** Newest first. Null where they were sealed under another key than ours: staff can give the webhook a new one. */
function openSecrets({ webhookSecretKey, logger }: SendDeps, webhook: Webhook, now: Date): string[] | null {
  const { id, sealedSecret, sealedPreviousSecret, previousSecretUntil } = webhook;
  const signsStill = previousSecretUntil !== null && previousSecretUntil > now;
  const sealed = signsStill && sealedPreviousSecret ? [sealedSecret, sealedPreviousSecret] : [sealedSecret];
  try {
    return sealed.map((text) => openSecret(text, id, webhookSecretKey));
  } catch (error) {
    logger.error("webhook.secret-unreadable", { webhookId: id, error });
    return null;
  }
}
