import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aCustomer, address, codeOf, place as placeAt } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);

afterAll(() => ground?.stop(), 30_000);

const place = (cartId: string, wanted?: Parameters<typeof placeAt>[2]) => placeAt(ground, cartId, wanted);

const get = (path: string, token?: string) => {
  const sent = ground.app.get(`/api/v1${path}`);
  return token ? sent.set("authorization", `Bearer ${token}`) : sent;
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

  test("what a paid order is answered with is what is read of it, to the letter", async () => {
    const [one, other] = await Promise.all([ground.stocked(5), ground.stocked(5)]);
    const cartId = await ground.withLine(await ground.cartWith(one, 2), other, 3);

    const answer = await place(cartId, { body: { billingAddress: { ...address, line2: "Engines & Co" } } });

    const { id, token } = answer.body;
    const read = await get(`/orders/${id}?token=${token}`);
    expect(answer.text).toBe(read.text.replace(/}$/, `,"token":"${token}"}`));
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

  test("nonsense of any depth is refused as nonsense", async () => {
    const deep = `{"a":${"[".repeat(40_000)}${"]".repeat(40_000)}}`;

    const { status } = await ground.app
      .post("/api/v1/orders")
      .set({ "idempotency-key": "deep", "content-type": "application/json" })
      .send(deep);

    expect(status).toBe(400);
  });

  test("an empty cart, another customer's, and one that is not there can't be ordered", async () => {
    const [ada, eve] = await Promise.all([aCustomer(), aCustomer()]);
    const sku = await ground.stocked(3);
    const adas = await ground.cartWith(sku, 1, ada.token);

    const eves = await place(adas, { token: eve.token });
    const guests = await place(adas);
    const nobodys = await place(randomUUID());

    expect([eves, guests, nobodys].map(({ status, body }) => [status, codeOf({ body })])).toEqual(
      Array(3).fill([404, "cart-not-found"]),
    );
  });

  test("without a key it is refused", async () => {
    const answer = await ground.app.post("/api/v1/orders").send({});

    expect(answer.status).toBe(400);
  });
});

describe("a second order of one cart", () => {
  test("at the same moment is refused with the first, and nothing more is charged", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);

    const answers = await Promise.all([place(cartId), place(cartId)]);

    const [paid, refused] = answers.sort((one, other) => one.status - other.status);
    expect(answers.map(({ status }) => status)).toEqual([201, 409]);
    expect(refused?.body).toMatchObject({ order: { id: paid?.body.id } });
    expect(await ground.stockOf(sku)).toEqual({ onHand: 8, reserved: 0, available: 8 });
    expect((await ground.payments.books()).intents.filter(isOf(paid?.body.id))).toHaveLength(1);
  });

  test("after the first has emptied it is refused with that one, until something is put into it", async () => {
    const sku = await ground.stocked(9);
    const cartId = await ground.cartWith(sku, 1);
    const first = await place(cartId);
    const queue = await ground.freshQueue("cart-events");
    // Published from here on, so that the queue has it.
    const workers = await Promise.all([ground.startOrdersWorker(), ground.startCartWorker(queue)]);
    await eventually(async () => expect(await ground.linesOf(cartId)).toEqual([]), { withinMs: 15_000 });
    await Promise.all(workers.map((worker) => worker.stop()));

    const second = await place(cartId);
    const third = await place(await ground.withLine(cartId, sku, 2));

    expect([second.status, codeOf(second)]).toEqual([409, "order-exists"]);
    expect(second.body.order.id).toBe(first.body.id);
    expect(third.status).toBe(201);
  }, 40_000);

  test("does not show the order to somebody else who has the cart's id", async () => {
    const ada = await aCustomer();
    const sku = await ground.stocked(9);
    const guestCart = await ground.cartWith(sku, 1);
    const adas = await place(guestCart, { token: ada.token });

    const refused = await place(guestCart);

    expect(adas.status).toBe(201);
    expect([refused.status, codeOf(refused)]).toEqual([409, "order-exists"]);
    expect(JSON.stringify(refused.body)).not.toContain(adas.body.id);
  });
});

const isOf =
  (orderId: string) =>
  ({ metadata }: { metadata: Record<string, string> }) =>
    metadata.orderId === orderId;

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
