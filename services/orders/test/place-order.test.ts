import { randomUUID } from "node:crypto";
import { accessTokenFor } from "@shopeasy/testing/tokens";
import { type OrdersGround, startOrdersGround } from "./orders-ground";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);

afterAll(() => ground?.stop(), 30_000);

const address = {
  name: "Ada Lovelace",
  line1: "1 Main Street",
  city: "Springfield",
  postalCode: "62701",
  country: "US",
};

interface Wanted {
  key?: string;
  token?: string;
  body?: Record<string, unknown>;
}

const place = (cartId: string, { key = randomUUID(), token, body }: Wanted = {}) => {
  const sent = ground.app.post("/api/v1/orders").set("idempotency-key", key);
  if (token) sent.set("authorization", `Bearer ${token}`);
  return sent.send({
    cartId,
    email: "ada@example.test",
    shippingAddress: address,
    shippingMethod: "standard",
    paymentMethod: "pm_card_visa",
    ...body,
  });
};

const get = (path: string, token?: string) => {
  const sent = ground.app.get(`/api/v1${path}`);
  return token ? sent.set("authorization", `Bearer ${token}`) : sent;
};

const aCustomer = async () => {
  const userId = randomUUID();
  return { userId, token: await accessTokenFor({ userId, role: "customer" }) };
};

describe("placing an order", () => {
  test("a good card pays it: the stock is taken, the money collected, the order told", async () => {
    const sku = await ground.stocked(5);
    const cartId = await ground.cartWith(sku, 2);

    const { status, body } = await place(cartId);

    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: "paid",
      number: expect.stringMatching(/^SE-\d{4}-\d{6}$/),
      items: [{ sku, quantity: 2, lineTotal: { amount: 5_000, currency: "USD" } }],
      subtotal: { amount: 5_000 },
      shipping: { amount: 0 },
      total: { amount: 5_000 },
      payment: { status: "paid", brand: "visa", last4: "4242" },
      token: expect.any(String),
    });
    expect(body.timeline.map(({ type }: { type: string }) => type)).toEqual(["placed", "paid"]);
    expect(await ground.stockOf(sku)).toEqual({ onHand: 3, reserved: 0, available: 3 });
    expect(await ground.payments.chargesOf({ orderId: body.id })).toMatchObject([{ amount_captured: 5_000 }]);
  });

  test("a declined card pays nothing, and the stock is free again", async () => {
    const sku = await ground.stocked(5);
    const cartId = await ground.cartWith(sku, 2);

    const { status, body } = await place(cartId, {
      body: { paymentMethod: "pm_card_chargeDeclinedInsufficientFunds" },
    });

    expect(status).toBe(402);
    expect(body).toMatchObject({ declineCode: "insufficient_funds", orderId: expect.any(String) });
    expect(await ground.stockOf(sku)).toEqual({ onHand: 5, reserved: 0, available: 5 });
    const order = await get(`/orders/${body.orderId}`, ground.staff);
    expect(order.body).toMatchObject({ status: "payment-failed", payment: { status: "failed" } });
  });

  test("after a declined card the same cart can be ordered with another", async () => {
    const sku = await ground.stocked(5);
    const cartId = await ground.cartWith(sku, 1);
    await place(cartId, { body: { paymentMethod: "pm_card_chargeDeclined" } });

    const { status } = await place(cartId);

    expect(status).toBe(201);
  });

  test("more than there is is refused, with what there is", async () => {
    const sku = await ground.stocked(3);
    const [first, second] = await Promise.all([ground.cartWith(sku, 2), ground.cartWith(sku, 2)]);
    await place(first);

    const { status, body } = await place(second);

    expect(status).toBe(409);
    expect(body).toMatchObject({
      type: expect.stringMatching(/out-of-stock$/),
      items: [{ sku, requested: 2, available: 1 }],
    });
  });

  test("a card that wants 3-D Secure waits for its customer, who gets the secret", async () => {
    const sku = await ground.stocked(3);
    const cartId = await ground.cartWith(sku, 1);

    const { status, body } = await place(cartId, {
      body: { paymentMethod: "pm_card_authenticationRequired" },
    });

    expect(status).toBe(202);
    expect(body).toMatchObject({
      status: "requires-action",
      clientSecret: expect.stringContaining("_secret_"),
    });
    expect(await ground.stockOf(sku)).toEqual({ onHand: 3, reserved: 1, available: 2 });
  });

  test("a total that is not what was expected is refused, and nothing is made of it", async () => {
    const sku = await ground.stocked(3);
    const cartId = await ground.cartWith(sku, 1);

    const { status, body } = await place(cartId, { body: { expectedTotal: { amount: 1, currency: "USD" } } });

    expect(status).toBe(409);
    expect(body).toMatchObject({ type: expect.stringMatching(/total-changed$/), total: { amount: 2_999 } });
    expect(await ground.stockOf(sku)).toMatchObject({ reserved: 0 });
  });

  test("a guest without an e-mail address is told so", async () => {
    const sku = await ground.stocked(1);
    const cartId = await ground.cartWith(sku, 1);

    const { status, body } = await place(cartId, { body: { email: undefined } });

    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: "email" }]);
  });

  test("card data is refused before anything else is looked at", async () => {
    const { status, body } = await place(randomUUID(), {
      body: { cardNumber: "4242424242424242", nonsense: true },
    });

    expect(status).toBe(400);
    expect(body.type).toMatch(/card-data-refused$/);
  });

  test("an empty cart, another customer's, and one that is not there can't be ordered", async () => {
    const [ada, eve] = await Promise.all([aCustomer(), aCustomer()]);
    const sku = await ground.stocked(3);
    const adas = await ground.cartWith(sku, 1, ada.token);

    const eves = await place(adas, { token: eve.token });
    const guests = await place(adas);
    const nobodys = await place(randomUUID());

    expect([eves, guests, nobodys].map(({ status, body }) => [status, body.type.split("/").at(-1)])).toEqual(
      Array(3).fill([404, "cart-not-found"]),
    );
  });

  test("without a key it is refused", async () => {
    const answer = await ground.app.post("/api/v1/orders").send({});

    expect(answer.status).toBe(400);
  });
});

describe("the idempotency key", () => {
  test("the same request gets the first answer again, and pays once", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();

    const first = await place(cartId, { key });
    const second = await place(cartId, { key });

    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers["idempotency-replayed"]).toBe("true");
    expect(await ground.payments.chargesOf({ orderId: first.body.id })).toHaveLength(1);
  });

  test("a declined order is declined again with its key, without asking the bank again", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    const body = { paymentMethod: "pm_card_chargeDeclined" };

    const first = await place(cartId, { key, body });
    const second = await place(cartId, { key, body });

    expect([second.status, second.body.orderId]).toEqual([402, first.body.orderId]);
    expect(second.headers["idempotency-replayed"]).toBe("true");
  });

  test("two callers may use the same key", async () => {
    const sku = await ground.stocked(9);
    const [one, other] = await Promise.all([ground.cartWith(sku, 1), ground.cartWith(sku, 1)]);
    const key = randomUUID();

    const answers = [await place(one, { key }), await place(other, { key })];

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body.id).not.toBe(answers[1]?.body.id);
  });

  test("where the gateway could not be asked, nothing is held, and the same key may try again", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const key = randomUUID();
    await ground.payments.fault({ kind: "unavailable", on: "create", count: 1 });
    await ground.payments.resetFaults();
    await ground.payments.fault({ kind: "refuse", ms: 1_500 });

    const refused = await place(cartId, { key });
    const again = await waitFor(
      () => place(cartId, { key }),
      ({ status }) => status === 201,
    );

    expect([refused.status, refused.body.type.split("/").at(-1)]).toEqual([503, "payment-unavailable"]);
    expect(again.status).toBe(201);
    expect(await ground.stockOf(sku)).toEqual({ onHand: 8, reserved: 0, available: 8 });
  });
});

describe("whose orders they are", () => {
  test("a customer sees her own, and nobody else's", async () => {
    const [ada, eve] = await Promise.all([aCustomer(), aCustomer()]);
    const sku = await ground.stocked(9);
    const placed = await place(await ground.cartWith(sku, 1, ada.token), { token: ada.token });

    const [own, others, list, evesList] = await Promise.all([
      get(`/orders/${placed.body.id}`, ada.token),
      get(`/orders/${placed.body.id}`, eve.token),
      get("/orders", ada.token),
      get("/orders", eve.token),
    ]);

    expect(placed.body.token).toBeNull();
    expect(own.body).toMatchObject({ id: placed.body.id });
    expect(others.status).toBe(404);
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([placed.body.id]);
    expect(evesList.body.items).toEqual([]);
  });

  test("a guest's order opens by its token only", async () => {
    const sku = await ground.stocked(9);
    const { body } = await place(await ground.cartWith(sku, 1));

    const opened = await get(`/orders/${body.id}?token=${body.token}`);
    const wrong = await get(`/orders/${body.id}?token=nonsense`);
    const without = await get(`/orders/${body.id}`);

    expect([opened.status, wrong.status, without.status]).toEqual([200, 404, 401]);
  });

  test("walking the list by its cursor gives every order once, newest first", async () => {
    const ada = await aCustomer();
    const sku = await ground.stocked(20);
    const placed: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      // A cart whose lines were ordered is emptied later, by an event: here each order has a cart state of its own.
      const { body } = await place(await ground.cartWith(sku, 1, ada.token), { token: ada.token });
      placed.unshift(body.id);
    }

    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: { body: { items: { id: string }[]; nextCursor: string | null } } = await get(
        `/orders?limit=2${cursor && `&cursor=${cursor}`}`,
        ada.token,
      );
      seen.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    }

    expect(seen).toEqual(placed);
  });
});

async function waitFor<Value>(
  read: () => PromiseLike<Value>,
  good: (value: Value) => boolean,
): Promise<Value> {
  const until = Date.now() + 15_000;
  for (;;) {
    const value = await read();
    if (good(value) || Date.now() > until) return value;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
