import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "@shopeasy/testing/eventually";
import type { LocalShopProgram } from "./local-shop-program";
import type { ShopClient } from "./shop-client";

interface Local {
  shop: LocalShopProgram;
  client: ShopClient;
}

const stock = 10_000;

interface Amidst {
  orderCount: number;
  /** Done once the last customer has been answered. */
  afterwards?: () => Promise<void>;
}

/** Has so many customers order, and kills orders amidst; then all that must hold of a shop has to hold of this one. */
export async function killOrdersAmidst(local: Local, { orderCount, afterwards }: Amidst): Promise<void> {
  const staff = await local.client.login("staff@shopeasy.test");
  const { sku } = await local.client.stockedProduct(staff, stock);
  const carts = await Promise.all(
    Array.from({ length: orderCount }, () => local.client.cartWith([{ sku, quantity: 2 }])),
  );
  const emailOf = (i: number) => `crash-${i}@example.test`;
  const killAfter = Math.round(0.3 * orderCount);
  let answered = 0;
  const { pid } = processNamed(local, "orders");

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
  await afterwards?.();

  await inTheEnd(
    async () => {
      const unfinished = (await allOrders(local, staff)).filter(
        ({ status }) => !["paid", "payment-failed", "cancelled"].includes(status),
      );
      expect(unfinished).toEqual([]);
      expect(processNamed(local, "orders").pid).not.toBe(pid);
    },
    { withinMs: 90_000 },
  );
  const orders = await allOrders(local, staff);
  const paid = orders.filter(({ status }) => status === "paid");
  expect(paid.length).toBeGreaterThan(0);

  const books = await paymentBooks(local);
  const collected = books.intents.filter(({ status }) => status === "succeeded");
  expect(collected.map(({ metadata }) => metadata.orderId).sort()).toEqual(paid.map(({ id }) => id).sort());
  expect(books.intents.filter(({ status }) => status === "requires_capture")).toEqual([]);

  const { body: left } = await local.client.call("GET", `/inventory/${sku}`, { token: staff });
  expect(left).toMatchObject({ onHand: stock - 2 * paid.length, reserved: 0 });
  expect(await ledgerSum(local, staff, sku)).toBe(left.onHand);

  await inTheEnd(
    async () => {
      const mails = await confirmations(local);
      expect(mails.sort()).toEqual(paid.map(({ email }) => email).sort());
    },
    { withinMs: 60_000 },
  );
}

/** `eventually`, for what takes a minute: leases and hidden messages are waited for, and the shop is left alone. */
const inTheEnd = (assertion: () => Promise<void>, bound: { withinMs: number }) =>
  eventually(async () => {
    await pause(500);
    await assertion();
  }, bound);

function processNamed(local: Local, name: string) {
  const found = local.shop.run().processes.find((one) => one.name === name);
  if (!found) throw new Error(`No process ${name}`);
  return found;
}

interface PlacedOrder {
  id: string;
  status: string;
  email: string;
}

async function walk<Item>({ client }: Local, token: string, path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor = ""; ; ) {
    const { body } = await client.call(
      "GET",
      `${path}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      { token },
    );
    items.push(...body.items);
    if (!body.nextCursor) return items;
    cursor = body.nextCursor;
  }
}

const allOrders = (local: Local, staff: string) => walk<PlacedOrder>(local, staff, "/orders");

async function ledgerSum(local: Local, staff: string, sku: string): Promise<number> {
  const entries = await walk<{ delta: number }>(local, staff, `/inventory/${sku}/history`);
  return entries.reduce((sum, { delta }) => sum + delta, 0);
}

async function paymentBooks({ shop }: Local) {
  const response = await fetch(`${shop.run().endpoints.payments}/_stand-in/books`);
  return (await response.json()) as { intents: { status: string; metadata: { orderId: string } }[] };
}

async function confirmations({ shop }: Local): Promise<string[]> {
  const response = await fetch(`${shop.url}/console/mail.json`);
  const mails = (await response.json()) as { to: string[]; subject: string }[];
  return mails.filter(({ subject }) => /^Your order SE-[0-9-]+$/.test(subject)).flatMap(({ to }) => to);
}
