import { randomUUID } from "node:crypto";
import { leaks } from "../secrets";
import { local } from "./shop";

let staff: string;

beforeAll(async () => {
  staff = await local.client.login("staff@shopeasy.test");
});

interface Books {
  intents: { id: string; amount: number; status: string; metadata: { orderId?: string } }[];
  charges: { payment_intent: string; amount_captured: number }[];
}

const books = async () =>
  (await (await fetch(`${local.shop.run().endpoints.payments}/_stand-in/books`)).json()) as Books;

test("fifty customers at once go for the last ten pieces: ten are sold, forty are refused, and only the ten are charged", async () => {
  const { sku } = await local.client.stockedProduct(staff, 10);
  const carts = await Promise.all(
    Array.from({ length: 50 }, () => local.client.cartWith([{ sku, quantity: 1 }])),
  );

  const earlier = new Set((await books()).intents.map(({ id }) => id));

  const answers = await Promise.all(
    carts.map((cart, i) => local.client.order(cart, { email: `rush-${i}@example.test` })),
  );

  const sold = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(sold).toHaveLength(10);
  expect(refused.map(({ status, body }) => [status, body.type])).toEqual(
    refused.map(() => [409, "https://shopeasy.dev/problems/out-of-stock"]),
  );
  const { body: stock } = await local.client.call("GET", `/inventory/${sku}`, { token: staff });
  expect(stock).toMatchObject({ onHand: 0, reserved: 0, available: 0 });
  const { body: ledger } = await local.client.call("GET", `/inventory/${sku}/history?limit=100`, {
    token: staff,
  });
  expect(ledger.items.reduce((sum: number, entry: { delta: number }) => sum + entry.delta, 0)).toBe(0);
  const soldIds = new Set(sold.map(({ body }) => body.id));
  const intents = (await books()).intents.filter(({ id }) => !earlier.has(id));
  const charged = intents.filter(
    ({ status, metadata }) => status === "succeeded" && soldIds.has(metadata.orderId),
  );
  const others = intents.filter(({ metadata }) => !soldIds.has(metadata.orderId));
  expect(charged).toHaveLength(10);
  expect(others.filter(({ status }) => status !== "canceled")).toEqual([]);
});

test("the same order sent twenty times at once with one key is one order and one charge", async () => {
  const { sku } = await local.client.stockedProduct(staff, 50);
  const cart = await local.client.cartWith([{ sku, quantity: 1 }]);
  const key = randomUUID();
  const email = `${randomUUID()}@example.test`;

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => local.client.order(cart, { key, email })),
  );
  const again = await local.client.order(cart, { key, email });

  const placed = answers.filter(({ status }) => status === 201);
  const ids = new Set([...placed, again].map(({ body }) => body.id));
  expect(placed.length).toBeGreaterThanOrEqual(1);
  expect(ids.size).toBe(1);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  for (const { status, body } of answers.filter(({ status }) => status !== 201)) {
    expect([status, body.type]).toEqual([409, "https://shopeasy.dev/problems/request-in-progress"]);
  }
  const { body: orders } = await local.client.call("GET", `/orders?email=${email}`, { token: staff });
  expect(orders.items).toHaveLength(1);
  const { intents } = await books();
  expect(intents.filter(({ metadata }) => metadata.orderId === again.body.id)).toHaveLength(1);
});

test("the same key with another body is refused", async () => {
  const { sku } = await local.client.stockedProduct(staff, 5);
  const cart = await local.client.cartWith([{ sku, quantity: 1 }]);
  const key = randomUUID();
  await local.client.order(cart, { key, email: "one@example.test" });

  const reused = await local.client.order(cart, { key, email: "two@example.test" });

  expect([reused.status, reused.body.type]).toEqual([
    422,
    "https://shopeasy.dev/problems/idempotency-key-reused",
  ]);
});

test("a second tab's order of the same cart is refused, and shown the first", async () => {
  const { sku } = await local.client.stockedProduct(staff, 5);
  const cart = await local.client.cartWith([{ sku, quantity: 1 }]);

  const answers = await Promise.all([
    local.client.order(cart, { email: "tab@example.test" }),
    local.client.order(cart, { email: "tab@example.test" }),
  ]);

  const [first, second] = answers.sort((a, b) => a.status - b.status);
  expect(first?.status).toBe(201);
  // The cart may have been emptied by the first order already.
  expect(second?.status).toBe(409);
  expect(second?.body.type).toMatch(/(order-exists|cart-empty)$/);
});

test("logs and traces hold no password, token, guest cart id, card number or e-mail address", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);
