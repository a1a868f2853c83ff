import { shopEvent } from "@shopeasy/contracts/events";
import { WebhookId } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import { mailsTo } from "@shopeasy/testing/cloud";
import { type NotificationsGround, notificationsGround } from "./notifications-ground";

let ground: NotificationsGround;
beforeAll(async () => {
  ground = await notificationsGround();
}, 60_000);
afterAll(() => ground.close());

/** A webhook in the books of orders, and the event that tells that it was switched off. */
async function aDisabledWebhook() {
  const id = WebhookId.parse(newId());
  const now = new Date();
  await ground.sql`insert into webhooks ${ground.sql({
    id,
    url: `https://erp.example/${id}`,
    events: ["order.paid"],
    sealed_secret: "sealed",
    failing_since: now,
    disabled_at: now,
    disabled_reason: "failing",
    created_by: newId(),
    created_at: now,
    updated_at: now,
  })}`;
  const about = { id: newId(), occurredAt: now, aggregateId: id, aggregateVersion: 2 };
  return { id, event: shopEvent("webhook.disabled", about, { webhookId: id }) };
}

const mailsAbout = async (id: WebhookId) =>
  (await mailsTo(ground.environment.STAFF_MAIL)).filter(({ text }) => text.includes(id));

test("staff are told once that a webhook was switched off, and why, however often the event comes", async () => {
  const { id, event } = await aDisabledWebhook();

  await ground.deliverAll([event, event]);
  await ground.deliverAll([event]);

  const [mail, ...more] = await mailsAbout(id);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe("A webhook was switched off");
  expect(mail?.text).toContain(`https://erp.example/${id}`);
  expect(mail?.text).toMatch(/Why: .+/);
});

test("nobody is told of a webhook that was switched on again, or deleted, meanwhile", async () => {
  const enabled = await aDisabledWebhook();
  await ground.sql`update webhooks set disabled_at = null, disabled_reason = null where id = ${enabled.id}`;
  const deleted = await aDisabledWebhook();
  await ground.sql`delete from webhooks where id = ${deleted.id}`;

  await ground.deliverAll([enabled.event, deleted.event]);

  expect([...(await mailsAbout(enabled.id)), ...(await mailsAbout(deleted.id))]).toEqual([]);
});
