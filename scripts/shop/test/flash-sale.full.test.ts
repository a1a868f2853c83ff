import { useLocalShop } from "./local-shop-program";
import { leaks } from "./secrets";

const local = useLocalShop("--products", "30");

const customers = 500;
const pieces = 100;

interface Books {
  intents: { status: string; metadata: { orderId?: string } }[];
  charges: { captured: boolean; amount_captured: number; metadata: { orderId?: string } }[];
}

const books = async () =>
  (await (await fetch(`${local.shop.run().endpoints.payments}/_stand-in/books`)).json()) as Books;

test("five hundred customers with their carts ready order a hundred pieces at once: a hundred are sold and charged, and four hundred are told that they are out of stock", async () => {
  const staff = await local.client.login("staff@shopeasy.test");
  const { sku } = await local.client.stockedProduct(staff, pieces);
  const carts = await Promise.all(
    Array.from({ length: customers }, () => local.client.cartWith([{ sku, quantity: 1 }])),
  );

  const startedAt = performance.now();
  const answers = await Promise.all(
    carts.map(async (cart, i) => {
      const { status, body } = await local.client.order(cart, { email: `sale-${i}@example.test` });
      return { status, body, afterMs: performance.now() - startedAt };
    }),
  );

  const counts = countBy(answers.map(({ status, body }) => `${status} ${body.type ?? body.status}`));
  const slowest = Math.max(...answers.map(({ afterMs }) => afterMs));
  process.stdout.write(`The slowest of ${customers} answers came after ${Math.round(slowest)} ms.\n`);
  expect(counts).toEqual({
    "201 paid": pieces,
    "409 https://shopeasy.dev/problems/out-of-stock": customers - pieces,
  });
  const { body: stock } = await local.client.call("GET", `/inventory/${sku}`, { token: staff });
  expect(stock).toMatchObject({ onHand: 0, reserved: 0, available: 0 });
  const sold = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
  const { intents, charges } = await books();
  expect(charges.filter(({ captured }) => captured)).toHaveLength(pieces);
  expect(intents.map(({ status, metadata }) => [status, metadata.orderId]).toSorted()).toEqual(
    sold.map((id) => ["succeeded", id]).toSorted(),
  );
}, 120_000);

test("logs and traces hold no password, token, guest cart id, card number or e-mail address", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
