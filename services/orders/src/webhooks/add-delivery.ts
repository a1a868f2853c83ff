import type { WebhookId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { Conflict, NotFound } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { and, eq } from "drizzle-orm";
import { webhookDeliveries } from "../db/schema";
import type { Deps } from "../deps";
import { deliveryColumns } from "./list-deliveries";
import { lockWebhook, webhookNotFound } from "./lock-webhook";
import { presentDelivery } from "./present-webhook";
import { webhookBody } from "./webhook-body-rules";
import type { Delivery } from "./webhook-schemas";

type AddDeps = Pick<Deps, "database" | "clock">;
type New = typeof webhookDeliveries.$inferInsert;

/** Has what was sent once sent once more, under the same event id. @throws NotFound, Conflict `webhook-disabled` */
export function replayDelivery(deps: AddDeps, webhookId: WebhookId, deliveryId: string): Promise<Delivery> {
  const { clock } = deps;
  return addTo(deps, webhookId, async (tx) => {
    const [found] = await tx
      .select()
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.id, deliveryId)));
    if (!found) throw new NotFound("delivery-not-found", "There is no such delivery.");
    const { eventId, type, body } = found;
    return { ...begun(clock.now()), webhookId, eventId, type, body, replayOf: found.replayOf ?? found.id };
  });
}

/** Has an event sent that means nothing, to see whether it arrives. @throws NotFound, Conflict `webhook-disabled` */
export function testWebhook(deps: AddDeps, webhookId: WebhookId): Promise<Delivery> {
  const { clock } = deps;
  return addTo(deps, webhookId, async () => {
    const now = clock.now();
    const [id, type] = [newId(), "webhook.test" as const];
    const about = { version: 1, occurredAt: now.toISOString(), aggregateId: webhookId, aggregateVersion: 0 };
    const body = webhookBody({ id, type, ...about, data: { webhookId } });
    return { ...begun(now), webhookId, eventId: id, type, body };
  });
}

const begun = (now: Date) => ({ id: newId(), state: "waiting" as const, dueAt: now, createdAt: now });

function addTo(
  { database }: AddDeps,
  webhookId: WebhookId,
  make: (tx: Tx) => Promise<New>,
): Promise<Delivery> {
  return database.db.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, webhookId);
    if (!webhook) throw webhookNotFound();
    if (webhook.disabledAt !== null) {
      throw new Conflict(
        "webhook-disabled",
        "Nothing is sent to a webhook that is disabled: make it active.",
      );
    }
    const [added] = await tx
      .insert(webhookDeliveries)
      .values(await make(tx))
      .returning(deliveryColumns);
    if (!added) throw new Error("The delivery was not stored");
    return presentDelivery(added);
  });
}
