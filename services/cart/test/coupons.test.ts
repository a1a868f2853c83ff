import { randomUUID } from "node:crypto";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { shopEvent } from "@shopeasy/contracts/events";
import { CartId, OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { takeOutOrdered } from "../src/ordered/take-out-ordered";
import { type CartGround, cartCalls, codeOf, startCartGround } from "./cart-ground";
import { type NeighbourProxy, startProxy } from "./neighbour-proxy";
import { startOrders } from "./orders-neighbour";

let ground: CartGround;
let orders: Awaited<ReturnType<typeof startOrders>>;
let proxy: NeighbourProxy;
let task: ReturnType<CartGround["startTask"]>;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  [ground, orders] = await Promise.all([startCartGround(), startOrders()]);
  proxy = await startProxy(orders.internalUrl);
  task = ground.startTask({ ORDERS_URL: proxy.url });
  calls = cartCalls(task);
}, 60_000);
afterAll(async () => {
  await ground?.stop();
  await proxy?.stop();
  await orders?.stop();
});

const tenPercent = { kind: "percentage", value: 10 };

describe("a coupon", () => {
  test("takes its part off the total, in whatever case its code is written", async () => {
    const { code } = await orders.promote(tenPercent);
    const { sku } = await ground.catalog.sell({ price: 2_500 });
    const id = await calls.guestCart([sku, 2]);

    const { status, body } = await calls.setCoupon(id, ` ${code.toLowerCase()} `);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      coupon: code,
      subtotal: { amount: 5_000 },
      discount: { amount: 500 },
      total: { amount: 4_500 },
    });
    expect((await calls.get(id)).body).toEqual(body);
  });

  test("follows what is in the cart", async () => {
    const { code } = await orders.promote(tenPercent);
    const { sku } = await ground.catalog.sell({ price: 2_500 });
    const id = await calls.guestCart([sku, 2]);
    await calls.setCoupon(id, code).expect(200);

    const more = await calls.add(id, sku, 2);
    const none = await calls.empty(id);

    expect(more.body).toMatchObject({ discount: { amount: 1_000 }, total: { amount: 9_000 } });
    expect(none.body).toMatchObject({ coupon: code, discount: { amount: 0 }, total: { amount: 0 } });
  });

  test("for one category takes nothing off the others", async () => {
    const [shoe, pan] = await Promise.all([
      ground.catalog.sell({ price: 1_000 }),
      ground.catalog.sell({ price: 3_000 }),
    ]);
    const { code } = await orders.promote({ ...tenPercent, categories: [ground.catalog.category] });
    const { code: elsewhere } = await orders.promote({ ...tenPercent, categories: ["somewhere-else"] });
    const id = await calls.guestCart([shoe.sku, 1], [pan.sku, 1]);

    const good = await calls.setCoupon(id, code);
    const refused = await calls.setCoupon(id, elsewhere);

    expect(good.body.discount).toEqual({ amount: 400, currency: "USD" });
    expect([refused.status, codeOf(refused)]).toEqual([422, "coupon-invalid"]);
    expect(refused.body).toMatchObject({ why: "nothing-eligible", coupon: elsewhere });
  });

  test.each([
    ["that nobody knows", null, "unknown"],
    ["that is not active", { ...tenPercent, active: false }, "inactive"],
    ["of the past", { ...tenPercent, endsAt: "2020-01-01T00:00:00Z" }, "ended"],
    ["of the future", { ...tenPercent, startsAt: "2999-01-01T00:00:00Z" }, "not-started"],
    ["for larger carts", { ...tenPercent, minSubtotal: 100_000 }, "below-minimum"],
  ])("%s is refused, with why, and the cart keeps the one that it has", async (_which, terms, why) => {
    const { code: mine } = await orders.promote(tenPercent);
    const refused = terms ? (await orders.promote(terms)).code : "NO-SUCH-CODE";
    const { sku } = await ground.catalog.sell({ price: 2_500 });
    const id = await calls.guestCart([sku, 1]);
    await calls.setCoupon(id, mine).expect(200);

    const answer = await calls.setCoupon(id, refused);

    expect([answer.status, codeOf(answer), answer.body.why]).toEqual([422, "coupon-invalid", why]);
    expect(answer.body.detail).toMatch(/\w+.*\.$/);
    expect((await calls.get(id)).body.coupon).toBe(mine);
  });

  test.each(["4242424242424242", "4242-4242-4242-4242", "3782 822463 10005"])(
    "that is a card's number, as %s, is none, and nothing of it stays",
    async (number) => {
      const { sku } = await ground.catalog.sell();
      const id = await calls.guestCart([sku, 1]);

      const refused = await calls.setCoupon(id, number);
      const made = orders.promote({ ...tenPercent, code: number.replaceAll(/\D/g, "") });

      expect([refused.status, refused.body.why]).toEqual([422, "unknown"]);
      await expect(made).rejects.toThrow("400");
      const { Items: items } = await ground.deps.dynamo.send(
        new ScanCommand({ TableName: ground.deps.cartsTable }),
      );
      expect(JSON.stringify(items)).toContain(id);
      expect(JSON.stringify(items)).not.toContain(number);
    },
  );

  test("that is good no more stays and takes nothing off", async () => {
    const { code, id: promotionId } = await orders.promote(tenPercent);
    const { sku } = await ground.catalog.sell({ price: 2_500 });
    const id = await calls.guestCart([sku, 1]);
    await calls.setCoupon(id, code).expect(200);

    await orders.end(promotionId);

    await eventually(async () =>
      expect((await calls.get(id)).body).toMatchObject({
        coupon: code,
        discount: { amount: 0 },
        total: { amount: 2_500 },
      }),
    );
  });

  test("is taken off, and taking it off again changes nothing", async () => {
    const { code } = await orders.promote(tenPercent);
    const { sku } = await ground.catalog.sell({ price: 2_500 });
    const id = await calls.guestCart([sku, 1]);
    await calls.setCoupon(id, code).expect(200);

    const removed = await calls.removeCoupon(id);
    const again = await calls.removeCoupon(id);

    expect(removed.body).toMatchObject({ coupon: null, discount: { amount: 0 }, total: { amount: 2_500 } });
    expect([again.status, again.body]).toEqual([200, removed.body]);
  });

  test("makes a new version of the cart, once, and heeds If-Match", async () => {
    const { code } = await orders.promote(tenPercent);
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 1]);
    const { body: before } = await calls.get(id);

    const set = await calls.setCoupon(id, code, { "if-match": String(before.version) });
    const again = await calls.setCoupon(id, code);
    const stale = await calls.setCoupon(id, code, { "if-match": String(before.version) });
    const staleToo = await calls.removeCoupon(id, { "if-match": String(before.version) });

    expect([set.body.version, again.body.version]).toEqual([before.version + 1, before.version + 1]);
    expect([codeOf(stale), codeOf(staleToo)]).toEqual(["cart-changed", "cart-changed"]);
  });

  test("is told to who makes an order of the cart", async () => {
    const { code } = await orders.promote(tenPercent);
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 1]);
    await calls.setCoupon(id, code).expect(200);

    const { body } = await task.internal
      .get(`/internal/carts/${id}`)
      .set("authorization", await ground.serviceToken());

    expect(body.coupon).toBe(code);
  });

  test("goes with the last of what was ordered", async () => {
    const { code } = await orders.promote(tenPercent);
    const { skus } = await ground.catalog.sellMany({ variants: 2 });
    const [one = "", other = ""] = skus;
    const id = await calls.guestCart([one, 1], [other, 1]);
    await calls.setCoupon(id, code).expect(200);

    await takeOutOrdered(ground.deps, orderPaid(id, one));
    const partly = await calls.get(id);
    await takeOutOrdered(ground.deps, orderPaid(id, other));
    const whole = await calls.get(id);

    expect([partly.body.coupon, whole.body.coupon]).toEqual([code, null]);
  });

  test.each([
    ["nothing", ""],
    ["blanks", "   "],
    ["more than 64 characters", "X".repeat(65)],
    ["a NUL", "TEN\u0000"],
  ])("%s is no code", async (_what, code) => {
    const answer = await calls.setCoupon(await calls.guestCart(), code);

    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, "code"]);
  });
});

describe("at sign-in", () => {
  test("a guest's coupon comes along where the customer has none", async () => {
    const [{ code: guests }, { code: own }] = await Promise.all([
      orders.promote(tenPercent),
      orders.promote(tenPercent),
    ]);
    const { sku } = await ground.catalog.sell({ price: 2_500 });
    const [one, two] = [await calls.guestCart([sku, 1]), await calls.guestCart([sku, 1])];
    await calls.setCoupon(one, guests).expect(200);
    await calls.setCoupon(two, guests).expect(200);
    const [without, withOwn] = [await calls.customer(), await calls.customer([sku, 1])];
    await calls.setCoupon(withOwn.cartId, own, withOwn.who).expect(200);

    const merged = [await calls.merge(one, without.who), await calls.merge(two, withOwn.who)];

    expect(merged.map(({ body }) => [body.coupon, body.discount.amount])).toEqual([
      [guests, 250],
      [own, 500],
    ]);
  });
});

describe("while orders is down", () => {
  test("the cart works and shows its coupon without a discount; none can be put on it", async () => {
    const { code } = await orders.promote(tenPercent);
    const { sku } = await ground.catalog.sell({ price: 2_500 });
    const id = await calls.guestCart([sku, 1]);
    await calls.setCoupon(id, code).expect(200);
    proxy.cutOff();
    try {
      const added = await calls.add(id, sku);
      const refused = await calls.setCoupon(id, code);
      const removed = await calls.removeCoupon(id);

      expect([added.status, added.body]).toMatchObject([
        200,
        { coupon: code, discount: { amount: 0 }, total: { amount: 5_000 } },
      ]);
      expect([refused.status, codeOf(refused)]).toEqual([503, "upstream-unavailable"]);
      expect([removed.status, removed.body.coupon]).toEqual([200, null]);
    } finally {
      proxy.restore();
    }
  });
});

function orderPaid(cartId: string, sku: string) {
  const orderId = OrderId.parse(randomUUID());
  return shopEvent(
    "order.paid",
    { id: newId(), occurredAt: new Date(), aggregateId: orderId, aggregateVersion: 3 },
    {
      orderId,
      number: "SE-2026-000123",
      customerId: null,
      cartId: CartId.parse(cartId),
      total: { amount: 2_500, currency: "USD" },
      lines: [{ sku: Sku.parse(sku), productId: ProductId.parse(randomUUID()), quantity: 1 }],
    },
  );
}
