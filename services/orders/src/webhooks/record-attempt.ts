import { eq, sql } from "drizzle-orm";
import { dueIn } from "../checkout/record-checkout";
import { webhookDeliveries, webhooks } from "../db/schema";
import type { Deps } from "../deps";
import { judgeAttempt, type Verdict } from "./delivery-rules";
import { disableWebhook } from "./disable-webhook";
import { lockWebhook } from "./lock-webhook";
import type { Attempt } from "./webhook-schemas";

type RecordDeps = Pick<Deps, "database" | "clock" | "logger">;
type Delivery = Pick<typeof webhookDeliveries.$inferSelect, "id" | "webhookId" | "dueAt">;

/**
 * Writes an attempt down, with what follows from it for the delivery and its webhook, and says how the delivery
 * stands. Null where that is not for us to say: it is gone, or our lease ran out and another sends it.
 */
export function recordAttempt(
  { database, clock, logger }: RecordDeps,
  { id, webhookId, dueAt }: Delivery,
  attempt: Attempt,
): Promise<Verdict["state"] | null> {
  return database.db.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, webhookId);
    const [now] = await tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id)).for("update");
    if (!webhook || !now) return null;

    const at = clock.now();
    const failingSince = webhook.failingSince ?? at;
    const verdict = judgeAttempt({
      status: attempt.status,
      attempts: now.attempts.length + 1,
      failingForMs: at.getTime() - failingSince.getTime(),
      jitter: Math.random(),
    });
    const isOurs = now.state === "waiting" && now.dueAt?.getTime() === dueAt?.getTime();
    const holds = isOurs || (verdict.state === "delivered" && now.state !== "delivered");
    await tx
      .update(webhookDeliveries)
      .set({
        attempts: sql`${webhookDeliveries.attempts} || ${JSON.stringify([attempt])}::jsonb`,
        ...(holds && standingAfter(verdict)),
      })
      .where(eq(webhookDeliveries.id, id));

    const stillFailing = verdict.state === "delivered" ? null : failingSince;
    if (stillFailing?.getTime() !== webhook.failingSince?.getTime()) {
      await tx.update(webhooks).set({ failingSince: stillFailing }).where(eq(webhooks.id, webhookId));
    }
    if (verdict.state === "failed" && verdict.disables && webhook.disabledAt === null) {
      await disableWebhook(tx, webhook, verdict.disables, at);
      logger.warn("webhook.disabled", { webhookId, reason: verdict.disables });
    }
    return holds ? verdict.state : null;
  });
}

const standingAfter = (verdict: Verdict) => ({
  state: verdict.state,
  dueAt: verdict.state === "waiting" ? dueIn(verdict.inMs) : null,
});
