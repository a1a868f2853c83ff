import { randomUUID } from "node:crypto";
import { OrderId, UserId } from "@shopeasy/contracts/ids";
import request from "supertest";
import { eraseCustomer, eraseGuestOrders, eraseLateOrders } from "../src/personal-data/erase-customer";
import { exportOrders } from "../src/personal-data/export-orders";
import { finishErasures } from "../src/personal-data/finish-erasures";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aPaidOrder, callsBy, orderOf, type PaidOrder } from "./paid-orders";
import { aCustomer, address, codeOf, place } from "./placing";

const waitsDays = 30;

/** Distinctive, so that a search for them finds nobody else. */
const aPerson = () => {
  const mark = randomUUID().slice(0, 8);
  const email = `mona-${mark}@example.test`;
  const shippingAddress = {
    ...address,
    name: `Mona ${mark}`,
    line1: `${mark} Elm Row`,
    city: `Upper ${mark}`,
    region: "IL",
    phone: `+1 555 ${mark}`,
  };
  return { mark, body: { email, shippingAddress } };
};

let ground: OrdersGround;
beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

/** In which tables a text occurs, whatever the column. */
async function placesOf(text: string): Promise<string[]> {
  const tables = await ground.sql`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const hits = await Promise.all(
    tables.map(async ({ name }) => {
      const [found] = await ground.sql`
        select count(*)::int as rows from ${ground.sql(name)} t where to_jsonb(t)::text ilike ${`%${text}%`}`;
      return found?.rows > 0 ? [String(name)] : [];
    }),
  );
  return hits.flat().sort();
}

const staff = () => callsBy(ground, ground.staff);

async function deliver(order: PaidOrder) {
  const { body } = await staff()
    .post(`/orders/${order.id}/fulfilments`, { carrier: "UPS", trackingNumber: "1Z999" })
    .expect(201);
  const deliveredAt = new Date().toISOString();
  await staff().patch(`/orders/${order.id}/fulfilments/${body.id}`, { deliveredAt }).expect(200);
}

const finish = () => finishErasures(ground.deps, waitsDays);

async function erase(userId: string) {
  await eraseCustomer(ground.deps, UserId.parse(userId));
  while ((await finish()) > 0);
}

test("a delivered order stays for the books, without the person in them", async () => {
  const { mark, body } = aPerson();
  const { userId, token } = await aCustomer();
  const order = await aPaidOrder(ground, { token, body });
  await deliver(order);
  const calls = callsBy(ground, token);
  await calls
    .post(`/orders/${order.id}/returns`, {
      items: [{ sku: order.sku, quantity: 1 }],
      reason: `${mark} dislikes it`,
    })
    .expect(201);
  await staff()
    .post(`/orders/${order.id}/refunds`, {
      amount: { amount: 100, currency: "USD" },
      reason: `to please ${mark}`,
    })
    .expect(201);
  const before = await orderOf(ground, order);

  await erase(userId);

  expect(await placesOf(mark)).toEqual([]);
  const after = await orderOf(ground, order);
  const without = { name: "(erased)", line1: "(erased)", city: "(erased)", country: "US" };
  expect(after).toEqual({
    ...before,
    email: "",
    shippingAddress: without,
    billingAddress: without,
    payment: { ...before.payment, brand: null, last4: null },
    fulfilments: [{ ...before.fulfilments[0], trackingNumber: "", trackingUrl: null }],
  });
});

test("an order on its way keeps the address that it goes to, and nothing else, until it has arrived", async () => {
  const { mark, body } = aPerson();
  const { userId, token } = await aCustomer();
  const order = await aPaidOrder(ground, { token, body });

  await erase(userId);

  expect(await placesOf(mark)).toEqual(["orders"]);
  expect(await placesOf(body.email)).toEqual([]);
  expect(await orderOf(ground, order)).toMatchObject({
    status: "paid",
    email: "",
    shippingAddress: body.shippingAddress,
    billingAddress: { name: "(erased)" },
  });

  await deliver(order);
  await finish();

  expect(await placesOf(mark)).toEqual([]);
});

test("an address waits thirty days at most; that the rest was not sent is told to staff", async () => {
  const { mark, body } = aPerson();
  const { userId, token } = await aCustomer();
  const order = await aPaidOrder(ground, { token, body });
  await erase(userId);
  const said: unknown[] = [];
  const logger = { ...ground.deps.logger, error: (...line: unknown[]) => said.push(line) };
  const in30Days = { now: () => new Date(Date.now() + waitsDays * 86_400_000 + 1_000) };

  await finishErasures({ ...ground.deps, logger, clock: in30Days }, waitsDays);

  expect(await placesOf(mark)).toEqual([]);
  expect(said).toEqual([["order.erased-unsent", { orderId: order.id }]]);
});

test.each([
  ["all of it", {}],
  ["what was not sent", { items: 1 }],
])("an order is over, too, once %s is refunded", async (_what, { items }: { items?: number }) => {
  const { mark, body } = aPerson();
  const { userId, token } = await aCustomer();
  const order = await aPaidOrder(ground, { token, body, quantity: 2 });
  if (items) {
    const parcel = await staff()
      .post(`/orders/${order.id}/fulfilments`, {
        carrier: "UPS",
        trackingNumber: "1Z1",
        items: [{ sku: order.sku, quantity: 1 }],
      })
      .expect(201);
    await staff()
      .patch(`/orders/${order.id}/fulfilments/${parcel.body.id}`, { deliveredAt: new Date().toISOString() })
      .expect(200);
  }
  await staff()
    .post(`/orders/${order.id}/refunds`, {
      reason: "gone",
      ...(items && { items: [{ sku: order.sku, quantity: items }] }),
    })
    .expect(201);

  await erase(userId);

  expect(await placesOf(mark)).toEqual([]);
});

test("what is ordered by a token that outlives its account is erased, too", async () => {
  const { mark, body } = aPerson();
  const { userId, token } = await aCustomer();
  await erase(userId);
  const order = await aPaidOrder(ground, { token, body });
  await deliver(order);

  await eraseLateOrders(ground.deps);
  await finish();

  expect(await placesOf(mark)).toEqual([]);
});

test("a request that is repeated after its key and answer are forgotten makes no second order", async () => {
  const { body } = aPerson();
  const { userId, token } = await aCustomer();
  const cartId = await ground.cartWith(await ground.stocked(5), 1, token);
  const key = randomUUID();
  const first = await place(ground, cartId, { key, token, body });
  await erase(userId);

  const again = await place(ground, cartId, { key, token, body });

  expect([first.status, again.status]).toEqual([201, 409]);
  expect([codeOf(again), again.body.order.id]).toEqual(["order-exists", first.body.id]);
});

test("doing it again changes nothing, and leaves others' orders alone", async () => {
  const [one, other] = [aPerson(), aPerson()];
  const [erasedOne, untouched] = [await aCustomer(), await aCustomer()];
  const order = await aPaidOrder(ground, { token: erasedOne.token, body: one.body });
  const others = await aPaidOrder(ground, { token: untouched.token, body: other.body });
  for (const each of [order, others]) await deliver(each);
  const before = await orderOf(ground, others);
  await erase(erasedOne.userId);
  const after = await orderOf(ground, order);

  await erase(erasedOne.userId);

  expect(await orderOf(ground, order)).toEqual(after);
  expect(await orderOf(ground, others)).toEqual(before);
});

test("what was ordered as a guest under an address is erased for its owner, customers' own orders are not", async () => {
  const { mark, body } = aPerson();
  const { token } = await aCustomer();
  const guests = await aPaidOrder(ground, { body });
  const customers = await aPaidOrder(ground, { token, body });
  await deliver(guests);

  const { orders } = await eraseGuestOrders(ground.deps, body.email);
  await finish();

  expect(orders).toBe(1);
  expect((await orderOf(ground, guests)).shippingAddress.name).toBe("(erased)");
  expect(JSON.stringify(await orderOf(ground, customers))).toContain(mark);
  const answer = await ground.app.get(`/api/v1/orders/${guests.id}?token=${guests.token}`).expect(200);
  expect(answer.body.email).toBe("");
});

test("an erased customer is written to no more", async () => {
  const { body } = aPerson();
  const { userId, token } = await aCustomer();
  const order = await aPaidOrder(ground, { token, body });
  await erase(userId);

  const answer = await request(ground.internalApp)
    .get(`/internal/orders/${order.id}/confirmation`)
    .set("authorization", `Bearer ${await ground.deps.serviceTokens.tokenFor("orders")}`)
    .expect(404);

  expect(codeOf(answer)).toBe("customer-erased");
});

test("orders are exported page by page, oldest first, with their refunds and returns", async () => {
  const { userId, token } = await aCustomer();
  const order = await aPaidOrder(ground, { token });
  await deliver(order);
  const items = [{ sku: order.sku, quantity: 1 }];
  await callsBy(ground, token)
    .post(`/orders/${order.id}/returns`, { items, reason: "Too loud." })
    .expect(201);
  await ground.sql`
    insert into orders (id, number, status, step, customer_id, email, cart_id, cart_version, currency, subtotal, discount,
      shipping, tax, total, shipping_address, billing_address, shipping_method, payment_method, placed_at, updated_at)
    select gen_random_uuid(), 'T-' || n || ${userId}, 'cancelled', 'done', ${userId}, email, cart_id, 1000 + n, currency,
      subtotal, discount, shipping, tax, total, shipping_address, billing_address, shipping_method, payment_method,
      placed_at, updated_at
    from orders, generate_series(1, 119) n where id = ${order.id}`;
  const pages: Awaited<ReturnType<typeof exportOrders>>[] = [];

  let after: OrderId | null = null;
  do {
    const page: (typeof pages)[number] = await exportOrders(ground.deps, {
      userId: UserId.parse(userId),
      after,
    });
    pages.push(page);
    after = page.next;
  } while (after !== null);

  expect(pages.map(({ orders }) => orders.length)).toEqual([50, 50, 20]);
  const all = pages.flatMap(({ orders }) => orders);
  const ids = all.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(all.find(({ id }) => id === OrderId.parse(order.id))).toMatchObject({
    number: order.number,
    email: "ada@example.test",
    returns: [{ reason: "Too loud." }],
    refunds: [],
  });
});
