import { GetQueueUrlCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { eventually } from "@shopeasy/testing/eventually";
import postgres from "postgres";
import { clientFor } from "../../cloud/local-account";
import { killOrdersAmidst } from "./kill-orders";
import { useLocalShop } from "./local-shop-program";
import { leaks } from "./secrets";

const local = useLocalShop("--products", "30");

const pidOf = (name: string) => local.shop.run().processes.find((one) => one.name === name)?.pid ?? 0;

/** A lambda's message that failed comes again after a minute; here that is 5 seconds. */
async function hideMessagesShortly(): Promise<void> {
  const sqs = new SQSClient(clientFor(local.shop.run().endpoints.sqs ?? ""));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "notifications-events" }));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: "5" } }));
  sqs.destroy();
}

/** The leases of whoever died are over. The full test, of 200 orders, waits for that. */
async function endLeases(): Promise<void> {
  const url = new URL(local.shop.run().endpoints.postgres ?? "");
  url.pathname = "/orders";
  const sql = postgres(url.href, { max: 1 });
  await sql`update orders set due_at = now() where due_at is not null`;
  await sql.end();
}

test("orders is killed in the middle of 60 orders: each ends paid or failed, each charge has its order, stock and ledger agree, every mail arrives once", async () => {
  await hideMessagesShortly();

  await killOrdersAmidst(local, { orderCount: 60, afterwards: endLeases });
}, 300_000);

test("PostgreSQL is killed: it comes back on its data by itself, and the services with it, without being started anew", async () => {
  const { body: before } = await local.client.call("GET", "/products?inStock=true&limit=1");
  const sku: string = before.items[0].variants[0].sku;
  const first = await local.client.order(await local.client.cartWith([{ sku, quantity: 1 }]), {
    email: "before@example.test",
  });
  const [postgres, orders] = [pidOf("postgres"), pidOf("orders")];

  process.kill(postgres, "SIGKILL");

  await eventually(() => expect(pidOf("postgres")).not.toBe(postgres), { withinMs: 60_000 });
  const second = await eventually(
    async () => {
      const cart = await local.client.cartWith([{ sku, quantity: 1 }]);
      const answer = await local.client.order(cart, { email: "after@example.test" });
      expect(answer.status).toBe(201);
      return answer;
    },
    { withinMs: 60_000 },
  );
  expect(second.body.status).toBe("paid");
  const kept = await local.client.call("GET", `/orders/${first.body.id}?token=${first.body.token}`);
  expect(kept.body).toMatchObject({ id: first.body.id, status: "paid" });
  expect(pidOf("orders")).toBe(orders);
  expect(local.shop.output()).toMatch(/postgres crashed .* started again/);
}, 180_000);

test("logs and traces hold no password, token, guest cart id, card number or e-mail address", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);
