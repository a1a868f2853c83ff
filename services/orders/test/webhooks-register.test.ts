import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@shopeasy/platform/auth/service-tokens";
import { PublicClient } from "@shopeasy/platform/outbound/public-client";
import { serviceTokenSecret } from "@shopeasy/testing/service-program";
import { accessTokenFor } from "@shopeasy/testing/tokens";
import request from "supertest";
import { createWebhook } from "../src/webhooks/create-webhook";
import { asStaff } from "./as-staff";
import { startWebhooksGround, type WebhooksGround } from "./webhooks-ground";

let ground: WebhooksGround;
beforeAll(async () => {
  ground = await startWebhooksGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

/** An address of the public Internet, so that no name server is asked; nothing is sent here. */
const url = "https://93.184.215.14/hooks";
const codeOf = ({ body }: { body: { type: string } }) => body.type.split("/").at(-1);

test("a webhook is made with a secret, which is shown once", async () => {
  const wanted = { url, events: ["order.paid", "stock.low"], description: "The ERP." };

  const made = await ground.call("post", "/webhooks", wanted).expect(201);
  const shown = await ground.call("get", `/webhooks/${made.body.id}`).expect(200);
  const listed = await ground.call("get", "/webhooks").expect(200);
  const [stored] = await ground.sql`select * from webhooks where id = ${made.body.id}`;

  const { secret, ...webhook } = made.body;
  expect(made.headers.location).toBe(`/api/v1/webhooks/${webhook.id}`);
  expect(webhook).toMatchObject({ ...wanted, active: true, disabledAt: null, failingSince: null });
  expect(Buffer.from(secret.replace("whsec_", ""), "base64")).toHaveLength(32);
  expect(shown.body).toEqual(webhook);
  expect(listed.body.items).toContainEqual(webhook);
  expect(JSON.stringify(stored)).not.toContain(secret);
});

test.each([
  ["http://93.184.215.14/hooks"],
  ["https://user:password@hooks.example.com/"],
  ["https://169.254.169.254/latest/meta-data/"],
  ["https://localhost/"],
  ["https://[::1]/"],
  ["https://2130706433/"],
  ["https://0x7f000001/"],
  ["https://127.1/"],
  ["https://[::ffff:169.254.169.254]/"],
  ["https://10.0.0.8/"],
  ["https://orders.shopeasy.internal:3000/internal/orders"],
  ["nonsense"],
  ["https://93.184.215.14:5432/"],
])("%s is refused, at first and later", async (refusedUrl) => {
  const { id } = await ground.aWebhook(url);

  const made = await ground.call("post", "/webhooks", { url: refusedUrl, events: ["order.paid"] });
  const changed = await ground.call("patch", `/webhooks/${id}`, { url: refusedUrl });
  await ground.call("delete", `/webhooks/${id}`).expect(204);

  expect([made.status, codeOf(made)]).toEqual([422, "webhook-url-refused"]);
  expect([changed.status, codeOf(changed)]).toEqual([422, "webhook-url-refused"]);
});

test.each([["127.0.0.1"], ["169.254.169.254"], ["::1"], ["10.0.0.1"]])(
  "a name that leads to %s is refused",
  async (address) => {
    const resolve = async () => [{ address, family: address.includes(":") ? 6 : 4 }];
    const webhookClient = new PublicClient({ allowPrivate: false, resolve });
    const wanted = { url: "https://hooks.example.com/", events: ["order.paid" as const], description: null };

    const made = createWebhook({ ...ground.deps, webhookClient }, randomUUID(), wanted);

    await expect(made).rejects.toMatchObject({ status: 422, code: "webhook-url-refused" });
    await webhookClient.close();
  },
);

test.each([
  ["events", { url, events: [] }],
  ["events", { url }],
  ["events", { url, events: ["order.paid", "order.paid"] }],
  ["events[0]", { url, events: ["user.password-reset-requested"] }],
  ["events[0]", { url, events: ["webhook.disabled"] }],
  ["events[0]", { url, events: ["*"] }],
  ["url", { url: 5, events: ["order.paid"] }],
  ["url", { url: `https://hooks.example.com/${"x".repeat(2_048)}`, events: ["order.paid"] }],
  ["description", { url, events: ["order.paid"], description: "x".repeat(501) }],
  ["", { url, events: ["order.paid"], secret: "whsec_mine" }],
])("it is refused for its %s: %j", async (path, body) => {
  const refused = await ground.call("post", "/webhooks", body);

  expect(refused.status).toBe(400);
  expect(refused.body.errors.some((error: { path: string }) => error.path.startsWith(path))).toBe(true);
});

test("it is changed in what is sent, and switched off and on", async () => {
  const { id } = await ground.aWebhook(url);

  const changed = await ground.call("patch", `/webhooks/${id}`, {
    events: ["review.flagged"],
    description: "New",
  });
  const off = await ground.call("patch", `/webhooks/${id}`, { active: false });
  const refused = await ground.call("post", `/webhooks/${id}/test`);
  const on = await ground.call("patch", `/webhooks/${id}`, { active: true });

  expect(changed.body).toMatchObject({ url, events: ["review.flagged"], description: "New", active: true });
  expect(off.body).toMatchObject({ active: false, disabledReason: "staff" });
  expect([refused.status, codeOf(refused)]).toEqual([409, "webhook-disabled"]);
  expect(on.body).toMatchObject({ active: true, disabledAt: null, disabledReason: null });
});

test("a new secret is shown once, and tells until when the old one signs", async () => {
  const { id, secret } = await ground.aWebhook(url);

  const rotated = await ground.call("post", `/webhooks/${id}/secret`).expect(200);
  const shown = await ground.call("get", `/webhooks/${id}`);

  const overlap = Date.parse(rotated.body.previousSecretUntil) - Date.parse(rotated.body.updatedAt);
  expect(rotated.body.secret).toMatch(/^whsec_/);
  expect(rotated.body.secret).not.toBe(secret);
  expect(overlap).toBe(24 * 3_600_000);
  expect(shown.body.secret).toBeUndefined();
});

test("what is not there is not found", async () => {
  const { id } = await ground.aWebhook(url);
  await ground.call("delete", `/webhooks/${id}`).expect(204);

  const gone = `/webhooks/${id}`;
  const answers = await Promise.all([
    ground.call("get", gone),
    ground.call("patch", gone, { active: true }),
    ground.call("delete", gone),
    ground.call("post", `${gone}/secret`),
    ground.call("post", `${gone}/test`),
    ground.call("get", `${gone}/deliveries`),
    ground.call("post", `${gone}/deliveries/${randomUUID()}/replay`),
  ]);

  expect(answers.map(codeOf)).toEqual(Array(7).fill("webhook-not-found"));
  expect((await ground.call("get", "/webhooks/nonsense")).status).toBe(400);
});

test("webhooks are for staff alone", async () => {
  const customer = await accessTokenFor({ userId: randomUUID(), role: "customer" });
  const [customers, nobodys] = [asStaff(ground, customer), asStaff(ground, null)];

  await customers("get", "/webhooks").expect(403);
  await customers("post", "/webhooks", { url, events: ["order.paid"] }).expect(403);
  await nobodys("get", "/webhooks").expect(401);
});

test("the mail about one that was disabled is told where and why", async () => {
  const { id } = await ground.aWebhook(url);
  await ground.call("patch", `/webhooks/${id}`, { active: false });
  const tokens = createServiceTokens({ service: "notifications", secrets: [serviceTokenSecret] });
  const ask = async (webhookId: string) =>
    request(ground.internalApp)
      .get(`/internal/webhooks/${webhookId}`)
      .set("authorization", `Bearer ${await tokens.tokenFor("orders")}`);

  const { body } = await ask(id);
  const unknown = await ask(randomUUID());

  expect(body).toEqual({ id, url, disabledAt: expect.any(String), reason: expect.any(String) });
  expect(unknown.status).toBe(404);
});

test("there are 50 at most, however many are asked for at once", async () => {
  await ground.sql`delete from webhooks`;

  const answers = await Promise.all(
    Array.from({ length: 55 }, () => ground.call("post", "/webhooks", { url, events: ["order.paid"] })),
  );

  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused.map(codeOf)).toEqual(Array(5).fill("too-many-webhooks"));
  await ground.sql`delete from webhooks`;
});
