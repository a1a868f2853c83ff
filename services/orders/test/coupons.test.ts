import { priceCoupon } from "@shopeasy/contracts/internal/orders";
import request from "supertest";
import { aCode, aPromotion, asStaff } from "./as-staff";
import { resumeUntilDone } from "./left-orders";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aCustomer, codeOf, place } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);

afterAll(() => ground?.stop(), 30_000);

const tenPerCent = { kind: "percentage", value: 10 };

const usesOf = async ({ id }: { id: string }): Promise<number> =>
  (await asStaff(ground)("get", `/promotions/${id}`)).body.uses;

/** A cart of a SKU of which there is enough, with a coupon. */
async function aCart(
  code: string,
  { sku, quantity = 1, token }: { sku?: string; quantity?: number; token?: string } = {},
) {
  const cartId = await ground.cartWith(sku ?? (await ground.stocked(9)), quantity, token);
  return ground.withCoupon(cartId, code, token);
}

/** Places an order again while a neighbour is too busy to answer: nothing was held or charged then. */
async function placeUntilAnswered(cartId: string, tries = 5): Promise<Awaited<ReturnType<typeof place>>> {
  const answer = await place(ground, cartId);
  return answer.status === 503 && tries > 1 ? placeUntilAnswered(cartId, tries - 1) : answer;
}

describe("an order with a coupon", () => {
  test("costs so much less, line by line, and counts as a use", async () => {
    const promotion = await aPromotion(ground, tenPerCent);

    const { status, body } = await place(ground, await aCart(promotion.code.toLowerCase(), { quantity: 2 }));

    expect(status).toBe(201);
    expect(body).toMatchObject({
      coupon: promotion.code,
      subtotal: { amount: 5_000 },
      discount: { amount: 500 },
      shipping: { amount: 0 },
      total: { amount: 4_500 },
      items: [{ lineTotal: { amount: 5_000 }, discount: { amount: 500 } }],
    });
    expect(await ground.payments.chargesOf({ orderId: body.id })).toMatchObject([{ amount_captured: 4_500 }]);
    expect(await usesOf(promotion)).toBe(1);
  });

  test("is shipped for nothing where that is what the coupon gives", async () => {
    const promotion = await aPromotion(ground, { kind: "free-shipping" });

    const { body } = await place(ground, await aCart(promotion.code), {
      body: { shippingMethod: "express" },
    });

    expect(body).toMatchObject({
      discount: { amount: 0 },
      shipping: { amount: 0 },
      total: { amount: 2_500 },
    });
  });

  test("that leaves nothing to pay is paid at once, and the gateway is not asked", async () => {
    const sku = await ground.stocked(5);
    const promotion = await aPromotion(ground, { kind: "percentage", value: 100 });

    const { status, body } = await place(ground, await aCart(promotion.code, { sku, quantity: 2 }));

    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "paid", total: { amount: 0 }, payment: { brand: null } });
    const { intents } = await ground.payments.books();
    expect(intents.filter(({ metadata }) => metadata.orderId === body.id)).toEqual([]);
    expect(await ground.stockOf(sku)).toEqual({ onHand: 3, reserved: 0, available: 3 });
    const events = await ground.sql`select type from outbox where aggregate_id = ${body.id}`;
    expect(events.map(({ type }) => type)).toEqual(["order.paid"]);
  });

  test("that leaves nothing to pay is finished by the worker, or undone when it comes too late", async () => {
    const sku = await ground.stocked(5);
    const promotion = await aPromotion(ground, { kind: "percentage", value: 100 });
    const placed = async () =>
      (await place(ground, await aCart(promotion.code, { sku, quantity: 2 }))).body.id;
    const [early, late] = [await placed(), await placed()];
    // As a crash leaves them that comes after the stock was settled.
    await ground.sql`update orders set status = 'pending', step = 'placed', due_at = now() where id in (${early}, ${late})`;
    await ground.sql`update orders set placed_at = now() - interval '16 minutes' where id = ${late}`;

    await resumeUntilDone(ground, early);
    await resumeUntilDone(ground, late);

    const states = await ground.sql`select status from orders where id in (${early}, ${late}) order by id`;
    expect(states.map(({ status }) => status)).toEqual(["paid", "expired"]);
    expect(await ground.stockOf(sku)).toEqual({ onHand: 3, reserved: 0, available: 3 });
    expect(await usesOf(promotion)).toBe(1);
    const { intents } = await ground.payments.books();
    expect(intents.filter(({ metadata }) => [early, late].includes(metadata.orderId))).toEqual([]);
  });

  test("that holds no more when it is placed is refused with why, and never placed at the full price", async () => {
    const promotion = await aPromotion(ground, tenPerCent);
    const cartId = await aCart(promotion.code);
    await asStaff(ground)("patch", `/promotions/${promotion.id}`, { active: false }).expect(200);

    const refused = await place(ground, cartId);

    expect([refused.status, codeOf(refused)]).toEqual([422, "coupon-invalid"]);
    expect(refused.body).toMatchObject({
      coupon: promotion.code,
      why: "inactive",
      detail: expect.any(String),
    });
    expect(await ground.sql`select from orders where cart_id = ${cartId}`).toHaveLength(0);
  });

  test("is shown its own order, and not its coupon's end, when it is placed again", async () => {
    const promotion = await aPromotion(ground, { ...tenPerCent, maxUses: 1 });
    const cartId = await aCart(promotion.code);
    const { body: first } = await place(ground, cartId);

    const second = await place(ground, cartId);

    expect([second.status, codeOf(second)]).toEqual([409, "order-exists"]);
    expect(second.body.order.id).toBe(first.id);
  });
});

describe("a use of a coupon", () => {
  test("is given back once when the payment is declined, and another can have it", async () => {
    const promotion = await aPromotion(ground, { ...tenPerCent, maxUses: 1 });
    const cartId = await aCart(promotion.code);

    const declined = await place(ground, cartId, { body: { paymentMethod: "pm_card_chargeDeclined" } });
    const left = await usesOf(promotion);
    const second = await place(ground, cartId);

    expect(declined.status).toBe(402);
    expect(left).toBe(0);
    expect(second.status).toBe(201);
    expect(await usesOf(promotion)).toBe(1);
    const states =
      await ground.sql`select state from promotion_uses where promotion_id = ${promotion.id} order by at`;
    expect(states.map(({ state }) => state)).toEqual(["given-back", "counted"]);
  });

  test("is given back when an order waits for its customer in vain", async () => {
    const promotion = await aPromotion(ground, tenPerCent);
    const sku = await ground.stocked(5);
    const { body } = await place(ground, await aCart(promotion.code, { sku }), {
      body: { paymentMethod: "pm_card_authenticationRequired" },
    });
    const whileItWaits = await usesOf(promotion);
    await ground.stockSql`update reservations set expires_at = now() - interval '1 second' where order_id = ${body.id}`;

    await resumeUntilDone(ground, body.id);

    expect(whileItWaits).toBe(1);
    expect(await usesOf(promotion)).toBe(0);
  });

  test("is not given back by a paid order, and the promotion stays for the books", async () => {
    const promotion = await aPromotion(ground, tenPerCent);
    await place(ground, await aCart(promotion.code));

    const { body } = await asStaff(ground)("delete", `/promotions/${promotion.id}`).expect(200);

    expect(body).toMatchObject({ id: promotion.id, active: false, uses: 1 });
  });

  test("is one of so many, however many want one at once", async () => {
    const customers = 200;
    const promotion = await aPromotion(ground, { ...tenPerCent, maxUses: 10 });
    const sku = await ground.stocked(customers);
    const carts: string[] = [];
    for (let i = 0; i < customers; i += 20) {
      const some = Array.from({ length: 20 }, () => aCart(promotion.code, { sku }));
      carts.push(...(await Promise.all(some)));
    }

    const answers = await Promise.all(carts.map((cartId) => placeUntilAnswered(cartId)));

    const outcomes = answers.map((answer) => (answer.status === 201 ? "paid" : answer.body.why));
    const others = answers.filter(({ status, body }) => status !== 201 && body.why !== "used-up");
    expect(others.map(({ body }) => body)).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === "paid")).toHaveLength(10);
    expect(await usesOf(promotion)).toBe(10);
    const orders = await ground.sql`select discount::int from orders where coupon = ${promotion.code}`;
    expect(orders.map(({ discount }) => discount)).toEqual(Array(10).fill(250));
  }, 90_000);

  test("is counted for each order that is paid, and for no other, however orders of one cart come and go", async () => {
    const promotion = await aPromotion(ground, tenPerCent);
    const sku = await ground.stocked(20);
    const carts = await Promise.all(Array.from({ length: 12 }, () => aCart(promotion.code, { sku })));
    const cards = ["pm_card_chargeDeclined", "pm_card_visa", "pm_card_chargeDeclined", "pm_card_visa"];

    const answers = await Promise.all(
      carts.flatMap((cartId) =>
        cards.map((paymentMethod) => place(ground, cartId, { body: { paymentMethod } })),
      ),
    );

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => ![201, 402, 409, 503].includes(status))).toEqual([]);
    expect(await usesOf(promotion)).toBe(statuses.filter((status) => status === 201).length);
  });

  test("is one of so many for each customer, who is known by her account", async () => {
    const promotion = await aPromotion(ground, { ...tenPerCent, maxUsesPerCustomer: 1 });
    const [ada, eve] = await Promise.all([aCustomer(), aCustomer()]);
    const adas = await aCart(promotion.code, { token: ada.token });
    // As a guest's: her own second cart would be refused the coupon before the order is.
    const more = await Promise.all([aCart(promotion.code), aCart(promotion.code), aCart(promotion.code)]);

    const answers = await Promise.all(
      [adas, ...more].map((cartId) => place(ground, cartId, { token: ada.token })),
    );
    const eves = await place(ground, await aCart(promotion.code, { token: eve.token }), { token: eve.token });

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.why === "used-up-by-customer")).toHaveLength(3);
    expect(eves.status).toBe(201);
    expect(await usesOf(promotion)).toBe(2);
  });

  test("is one of so many for each guest, who is known by the e-mail address", async () => {
    const promotion = await aPromotion(ground, { ...tenPerCent, maxUsesPerCustomer: 1 });
    const order = async (email: string) => place(ground, await aCart(promotion.code), { body: { email } });

    const first = await order("grace@example.test");
    const again = await order("Grace@Example.test");
    const other = await order("lin@example.test");

    expect(first.status).toBe(201);
    expect([again.status, again.body.why]).toEqual([422, "used-up-by-customer"]);
    expect(other.status).toBe(201);
  });
});

describe("what the cart asks of a coupon", () => {
  const lines = [
    { sku: "A", lineTotal: 3_333, categories: ["outdoor", "tents"] },
    { sku: "B", lineTotal: 1_000, categories: ["kitchen"] },
  ];

  async function price(code: string, asked: object = {}) {
    const token = await ground.deps.serviceTokens.tokenFor("orders");
    const { body } = await request(ground.internalApp)
      .post(priceCoupon.path)
      .set("authorization", `Bearer ${token}`)
      .send({ code, customerId: null, currency: "USD", lines, ...asked })
      .expect(200);
    return body;
  }

  test("is what it would take off, and nothing is counted", async () => {
    const ofTents = await aPromotion(ground, { kind: "percentage", value: 10, categories: ["outdoor"] });
    const ofShipping = await aPromotion(ground, { kind: "free-shipping" });

    expect(await price(ofTents.code)).toEqual({ valid: true, discount: 333, freeShipping: false });
    expect(await price(ofShipping.code)).toEqual({ valid: true, discount: 0, freeShipping: true });
    expect(await usesOf(ofTents)).toBe(0);
  });

  test("is why it gives nothing", async () => {
    const large = await aPromotion(ground, {
      ...tenPerCent,
      minSubtotal: { amount: 5_000, currency: "USD" },
    });

    expect(await price(large.code)).toEqual({
      valid: false,
      why: "below-minimum",
      detail: "The coupon is for orders of $50.00 or more.",
    });
    expect(await price(aCode())).toMatchObject({ valid: false, why: "unknown" });
  });
});
