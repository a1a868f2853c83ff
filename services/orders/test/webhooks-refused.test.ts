import { PublicClient } from "@shopeasy/platform/outbound/public-client";
import { claimDeliveries } from "../src/webhooks/claim-deliveries";
import { planDeliveries } from "../src/webhooks/plan-deliveries";
import { sendDelivery } from "../src/webhooks/send-delivery";
import { aCancelledOrder, startWebhooksGround, type WebhooksGround } from "./webhooks-ground";

let ground: WebhooksGround;
beforeAll(async () => {
  ground = await startWebhooksGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

/** A webhook whose address is not what it was when it was registered. */
async function ledAstray(url: string): Promise<string> {
  const { id } = await ground.aWebhook("https://93.184.215.14/hooks");
  await ground.sql`update webhooks set url = ${url} where id = ${id}`;
  await planDeliveries(ground.deps, aCancelledOrder());
  return id;
}

async function attemptAt(id: string, deps = ground.deps) {
  for (const claim of await claimDeliveries(deps, new Map())) await sendDelivery(deps, claim);
  const [delivery] = await ground.deliveriesOf(id);
  await ground.call("delete", `/webhooks/${id}`);
  return delivery?.attempts[0];
}

test.each([
  ["http://127.0.0.1:PORT/"],
  ["https://127.0.0.1:PORT/"],
  ["https://localhost:PORT/"],
  ["https://[::ffff:127.0.0.1]:PORT/"],
  ["https://2130706433:PORT/"],
])("a webhook that leads to %s gets nothing", async (url) => {
  const receiver = await ground.aReceiver();
  const id = await ledAstray(url.replace("PORT", new URL(receiver.url).port));

  const attempt = await attemptAt(id);

  expect(attempt).toMatchObject({ status: null, error: "address-refused" });
  expect(receiver.got).toEqual([]);
});

test("a name that leads to this machine since it was registered gets nothing", async () => {
  const receiver = await ground.aReceiver();
  const id = await ledAstray(`https://hooks.example.com:${new URL(receiver.url).port}/`);
  const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
  const webhookClient = new PublicClient({ allowPrivate: false, resolve });

  const attempt = await attemptAt(id, { ...ground.deps, webhookClient });

  expect(attempt).toMatchObject({ status: null, error: "address-refused" });
  expect(receiver.got).toEqual([]);
  await webhookClient.close();
});

test("a webhook whose secret can't be read is tried again later, and sent nothing unsigned", async () => {
  const receiver = await ground.aReceiver();
  const id = await ledAstray(receiver.url);

  const attempt = await attemptAt(id, {
    ...ground.deps,
    webhookSecretKey: "another-key-than-it-was-sealed-by",
  });

  expect(attempt).toMatchObject({ status: null, error: "secret-unreadable" });
  expect(receiver.got).toEqual([]);
});
