import { eventually } from "@shopeasy/testing/eventually";
import { useLocalShop } from "./local-shop-program";
import { leaks } from "./secrets";

const local = useLocalShop("--products", "30");
let staff: string;

beforeAll(async () => {
  staff = await local.client.login("staff@shopeasy.test");
});

const orderCount = 200;
const stock = 10_000;

test("orders is killed in the middle of 200 orders: each ends paid or failed, each charge has its order, stock and ledger agree, every mail arrives once", async () => {
  const { sku } = await local.client.stockedProduct(staff, stock);
  const carts = await Promise.all(
    Array.from({ length: orderCount }, () => local.client.cartWith([{ sku, quantity: 2 }])),
  );
  const emailOf = (i: number) => `crash-${i}@example.test`;
  const killAfter = 60;
  let answered = 0;
  const { pid } = processNamed("orders");

  const waiting = [...carts.entries()];
  const buyer = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [i, cart] = next;
      // One card in five is declined. A customer whose request broke off does not try again.
      const paymentMethod = i % 5 === 0 ? "pm_card_chargeDeclined" : "pm_card_visa";
      await local.client.order(cart, { email: emailOf(i), paymentMethod }).catch(() => null);
      answered += 1;
      if (answered === killAfter) process.kill(pid, "SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: 12 }, buyer));

  await eventually(
    async () => {
      const unfinished = (await allOrders()).filter(
        ({ status }) => !["paid", "payment-failed", "cancelled"].includes(status),
      );
      expect(unfinished).toEqual([]);
      expect(processNamed("orders").pid).not.toBe(pid);
    },
    { withinMs: 90_000 },
  );
  const orders = await allOrders();
  const paid = orders.filter(({ status }) => status === "paid");
  expect(paid.length).toBeGreaterThan(0);

  const books = await paymentBooks();
  const collected = books.intents.filter(({ status }) => status === "succeeded");
  expect(collected.map(({ metadata }) => metadata.orderId).sort()).toEqual(paid.map(({ id }) => id).sort());
  expect(books.intents.filter(({ status }) => status === "requires_capture")).toEqual([]);

  const { body: left } = await local.client.call("GET", `/inventory/${sku}`, { token: staff });
  expect(left).toMatchObject({ onHand: stock - 2 * paid.length, reserved: 0 });
  expect(await ledgerSum(sku)).toBe(left.onHand);

  await eventually(
    async () => {
      const mails = await confirmations();
      expect(mails.sort()).toEqual(paid.map(({ email }) => email).sort());
    },
    { withinMs: 60_000 },
  );
}, 300_000);

test("logs and traces hold no password, token, guest cart id, card number or e-mail address", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);

const processNamed = (name: string) => {
  const found = local.shop.run().processes.find((one) => one.name === name);
  if (!found) throw new Error(`No process ${name}`);
  return found;
};

interface PlacedOrder {
  id: string;
  status: string;
  email: string;
}

async function walk<Item>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor = ""; ; ) {
    const { body } = await local.client.call(
      "GET",
      `${path}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      { token: staff },
    );
    items.push(...body.items);
    if (!body.nextCursor) return items;
    cursor = body.nextCursor;
  }
}

const allOrders = () => walk<PlacedOrder>("/orders");

async function ledgerSum(sku: string): Promise<number> {
  const entries = await walk<{ delta: number }>(`/inventory/${sku}/history`);
  return entries.reduce((sum, { delta }) => sum + delta, 0);
}

async function paymentBooks() {
  const response = await fetch(`${local.shop.run().endpoints.payments}/_stand-in/books`);
  return (await response.json()) as { intents: { status: string; metadata: { orderId: string } }[] };
}

async function confirmations(): Promise<string[]> {
  const response = await fetch(`${local.shop.url}/console/mail.json`);
  const mails = (await response.json()) as { to: string[]; subject: string }[];
  return mails.filter(({ subject }) => /^Your order SE-[0-9-]+$/.test(subject)).flatMap(({ to }) => to);
}
