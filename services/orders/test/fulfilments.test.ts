import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aPaidOrder, callsBy, orderOf, stepsOf, toldOf, usd } from "./paid-orders";
import { aCustomer, codeOf, place } from "./placing";

let ground: OrdersGround;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterEach(() => ground.payments.resetFaults());
afterAll(() => ground?.stop(), 30_000);

const parcel = { carrier: "UPS", trackingNumber: "1Z999AA10123456784" };
const ship = ({ id }: { id: string }, body: object = {}) =>
  staff.post(`/orders/${id}/fulfilments`, { ...parcel, ...body });
const deliver = ({ id }: { id: string }, fulfilmentId: string, deliveredAt = new Date().toISOString()) =>
  staff.patch(`/orders/${id}/fulfilments/${fulfilmentId}`, { deliveredAt });
const some = ({ sku }: { sku: string }, quantity: number) => ({ items: [{ sku, quantity }] });

describe("shipping an order", () => {
  test("all of it at once: it is fulfilled, and can be followed", async () => {
    const order = await aPaidOrder(ground);

    const { status, body } = await ship(order);

    const expected = {
      id: expect.any(String),
      ...parcel,
      trackingUrl: "https://www.ups.com/track?tracknum=1Z999AA10123456784",
      ...some(order, 4),
      shippedAt: expect.any(String),
      deliveredAt: null,
    };
    expect([status, body]).toEqual([201, expected]);
    expect(await orderOf(ground, order)).toMatchObject({ status: "fulfilled", fulfilments: [expected] });
    expect(await stepsOf(ground, order)).toEqual(["placed", "paid", "fulfilled"]);
    const told = await ground.sql`
      select payload->'data' as data from outbox where aggregate_id = ${order.id} and type = 'order.fulfilled'`;
    expect(told).toMatchObject([
      {
        data: {
          orderId: order.id,
          number: order.number,
          fulfilmentId: body.id,
          lines: some(order, 4).items,
          complete: true,
        },
      },
    ]);
  });

  test("in parts: it is fulfilled with the last of them, and delivered when all have arrived", async () => {
    const order = await aPaidOrder(ground);
    const statuses: string[] = [];
    const look = async () => statuses.push((await orderOf(ground, order)).status);

    const first = await ship(order, some(order, 1));
    await look();
    await deliver(order, first.body.id);
    await look();
    const rest = await ship(order);
    await look();
    const delivered = await deliver(order, rest.body.id);
    await look();

    expect(rest.body).toMatchObject(some(order, 3));
    expect(delivered.status).toBe(200);
    expect(statuses).toEqual(["partially-fulfilled", "partially-fulfilled", "fulfilled", "delivered"]);
    expect(await toldOf(ground, order)).toEqual([
      "order.paid",
      "order.fulfilled",
      "order.delivered",
      "order.fulfilled",
      "order.delivered",
    ]);
    expect((await orderOf(ground, order)).timeline.map(({ detail }: { detail: string }) => detail)).toEqual([
      "The order was placed.",
      "The payment was collected.",
      "A part of the order was shipped with UPS.",
      "A parcel with UPS was delivered.",
      "All that was left of the order was shipped with UPS.",
      "The order was delivered.",
    ]);
  });

  test("twice is refused the second time", async () => {
    const order = await aPaidOrder(ground);
    await ship(order);

    const again = await ship(order);

    expect([again.status, codeOf(again)]).toEqual([409, "invalid-transition"]);
  });

  test("many at once never ship a piece twice", async () => {
    const order = await aPaidOrder(ground);

    const answers = await Promise.all(Array.from({ length: 10 }, () => ship(order, some(order, 1))));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    const { fulfilments, status } = await orderOf(ground, order);
    expect([fulfilments.length, status]).toEqual([4, "fulfilled"]);
  });

  test("more than is left is refused, with what is left", async () => {
    const order = await aPaidOrder(ground);
    await ship(order, some(order, 3));

    const refused = await ship(order, some(order, 2));

    expect([refused.status, codeOf(refused)]).toEqual([409, "quantity-exceeded"]);
    expect(refused.body.items).toEqual([{ sku: order.sku, requested: 2, left: 1 }]);
  });

  test("pieces that were refunded before are not shipped any more", async () => {
    const order = await aPaidOrder(ground);
    const reason = "Out of print.";
    await staff.post(`/orders/${order.id}/refunds`, { ...some(order, 1), reason });

    const refused = await ship(order, some(order, 4));
    const { body } = await ship(order);

    expect(codeOf(refused)).toBe("quantity-exceeded");
    expect(body).toMatchObject(some(order, 3));
    expect(await orderOf(ground, order)).toMatchObject({ status: "fulfilled", refunded: usd(2_500) });
  });

  test("a refund of pieces takes those that wait to be shipped; what is shipped and refunded in money stays", async () => {
    const order = await aPaidOrder(ground);
    await ship(order, some(order, 3));
    const reason = "Sorry.";
    await staff.post(`/orders/${order.id}/refunds`, { amount: usd(100), reason });
    await staff.post(`/orders/${order.id}/refunds`, { ...some(order, 1), reason });

    const refused = await ship(order);

    expect(codeOf(refused)).toBe("invalid-transition");
    expect(await orderOf(ground, order)).toMatchObject({
      status: "partially-refunded",
      refunded: usd(2_600),
    });
  });

  test("pieces whose refund failed are shipped after all", async () => {
    const order = await aPaidOrder(ground);
    await ground.payments.fault({ kind: "refund-fails" });
    await staff.post(`/orders/${order.id}/refunds`, { ...some(order, 1), reason: "Sorry." });

    const { body } = await ship(order);

    expect(body).toMatchObject(some(order, 4));
  });

  test.each([
    ["UPS", "https://www.ups.com/track?tracknum=A%20B"],
    ["FedEx", "https://www.fedex.com/fedextrack/?trknbr=A%20B"],
    ["usps", "https://tools.usps.com/go/TrackConfirmAction?tLabels=A%20B"],
    ["DHL", "https://www.dhl.com/en/express/tracking.html?AWB=A%20B"],
    ["A neighbour", null],
    ["__proto__", null],
  ])("with %s can be followed where that is known", async (carrier, trackingUrl) => {
    const order = await aPaidOrder(ground, { quantity: 1 });

    const { body } = await ship(order, { carrier, trackingNumber: "A B" });

    expect(body).toMatchObject({ carrier, trackingUrl });
  });

  test.each<[string, object]>([
    ["no carrier", { carrier: " " }],
    ["no tracking number", { trackingNumber: "" }],
    ["what was not ordered", { items: [{ sku: "NEVER-SEEN", quantity: 1 }] }],
    ["nothing", { items: [] }],
    ["half a piece", { items: [{ sku: "A", quantity: 0.5 }] }],
    ["an unknown field", { weight: 3 }],
  ])("with %s is not understood", async (_what, body) => {
    const order = await aPaidOrder(ground, { quantity: 1 });

    const { status } = await ship(order, body);

    expect(status).toBe(400);
  });

  test("is for staff only, of orders that are there and paid", async () => {
    const ada = await aCustomer();
    const order = await aPaidOrder(ground, { quantity: 1, token: ada.token });
    const sku = await ground.stocked(2);
    const unpaid = await place(ground, await ground.cartWith(sku, 1), {
      body: { paymentMethod: "pm_card_authenticationRequired" },
    });

    const answers = [
      await callsBy(ground, ada.token).post(`/orders/${order.id}/fulfilments`, parcel),
      await callsBy(ground).post(`/orders/${order.id}/fulfilments`, parcel),
      await ship({ id: randomUUID() }),
      await ship({ id: unpaid.body.id }),
      await ship({ id: "not-an-id" }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 401, 404, 409, 400]);
  });
});

describe("the idempotency key of a parcel", () => {
  const withKey = ({ id }: { id: string }, key: string, body: object = {}) =>
    staff.post(`/orders/${id}/fulfilments`, { ...parcel, ...body }, key);
  const parcelsOf = async (order: { id: string }) => (await orderOf(ground, order)).fulfilments;

  test("makes one of a request that is sent twice, and gives the first answer again", async () => {
    const order = await aPaidOrder(ground);
    const key = randomUUID();

    const first = await withKey(order, key, some(order, 1));
    const again = await withKey(order, key, some(order, 1));

    expect([first.status, first.headers["idempotency-replayed"]]).toEqual([201, undefined]);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect(await parcelsOf(order)).toEqual([first.body]);
    expect(await toldOf(ground, order)).toEqual(["order.paid", "order.fulfilled"]);
  });

  test("sent many times at once makes one", async () => {
    const order = await aPaidOrder(ground);
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 10 }, () => withKey(order, key, some(order, 1))));

    const others = answers.filter(({ status }) => status !== 201);
    expect(others.length).toBeLessThan(10);
    expect(others.map(codeOf)).toEqual(others.map(() => "request-in-progress"));
    expect(await parcelsOf(order)).toHaveLength(1);
  });

  test("gives a refusal again, and is good for no other parcel", async () => {
    const order = await aPaidOrder(ground);
    const key = randomUUID();
    const refused = await withKey(order, key, some(order, 5));

    const again = await withKey(order, key, some(order, 5));
    const other = await withKey(order, key, some(order, 1));

    expect([refused, again].map(codeOf)).toEqual(Array(2).fill("quantity-exceeded"));
    expect([other.status, codeOf(other)]).toEqual([422, "idempotency-key-reused"]);
    expect(await parcelsOf(order)).toEqual([]);
  });

  test("of a request that died before its parcel was written makes it when it is sent again", async () => {
    const order = await aPaidOrder(ground);
    const key = randomUUID();
    await withKey(order, key, some(order, 1));
    await ground.sql`delete from fulfilments where order_id = ${order.id}`;
    await ground.sql`update orders set status = 'paid' where id = ${order.id}`;
    await letDie(key);

    const { status, headers } = await withKey(order, key, some(order, 1));

    expect([status, headers["idempotency-replayed"]]).toEqual([201, undefined]);
    expect(await parcelsOf(order)).toHaveLength(1);
  });

  test("of a request that was taken for dead and was but slow makes one parcel of the two", async () => {
    const order = await aPaidOrder(ground);
    const key = randomUUID();
    let both: Promise<{ status: number }[]> | undefined;
    await ground.sql.begin(async (sql) => {
      await sql`select from orders where id = ${order.id} for no key update`;
      const slow = withKey(order, key, some(order, 1)).then((answer) => answer);
      await eventually(async () => expect(await waitingForALock()).toBe(1));
      await letDie(key);
      const next = withKey(order, key, some(order, 1)).then((answer) => answer);
      await eventually(async () => expect(await waitingForALock()).toBe(2));
      both = Promise.all([slow, next]);
    });

    const statuses = (await both)?.map(({ status }) => status);

    expect(statuses?.toSorted()).toEqual([201, 409]);
    expect(await parcelsOf(order)).toHaveLength(1);
  });

  test("is not wanted: without one, each request is a parcel", async () => {
    const order = await aPaidOrder(ground);
    const send = () =>
      ground.app
        .post(`/api/v1/orders/${order.id}/fulfilments`)
        .set("authorization", `Bearer ${ground.staff}`)
        .send({ ...parcel, ...some(order, 1) });

    const answers = [await send(), await send()];

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await parcelsOf(order)).toHaveLength(2);
  });

  test.each([
    ["a card's number", "4111111111111111"],
    ["too long", "k".repeat(256)],
  ])("that is %s is refused", async (_what, key) => {
    const order = await aPaidOrder(ground);

    const { status } = await withKey(order, key);

    expect(status).toBe(400);
  });

  /** Its run is dead, or seems so: the next one with this key takes it over. */
  const letDie = (key: string) =>
    ground.sql`
      update idempotency_keys set status = 'running', locked_at = 'epoch', response_status = null where key = ${key}`;

  async function waitingForALock(): Promise<number> {
    const [found] = await ground.sql`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return found?.count;
  }
});

describe("the arrival of a parcel", () => {
  test("said twice is written down once; another time is refused", async () => {
    const order = await aPaidOrder(ground, { quantity: 1 });
    const { body } = await ship(order);
    const at = new Date().toISOString();

    const first = await deliver(order, body.id, at);
    const again = await deliver(order, body.id, at);
    const other = await deliver(order, body.id, new Date(Date.parse(at) + 1_000).toISOString());

    expect([first.body, again.body]).toEqual(Array(2).fill({ ...body, deliveredAt: at }));
    expect([other.status, codeOf(other)]).toEqual([409, "invalid-transition"]);
    expect(await stepsOf(ground, order)).toEqual(["placed", "paid", "fulfilled", "delivered"]);
  });

  test("of a refunded order is written down, and it stays refunded", async () => {
    const order = await aPaidOrder(ground, { quantity: 1 });
    const { body } = await ship(order);
    await staff.post(`/orders/${order.id}/refunds`, { reason: "Late." });

    const { status } = await deliver(order, body.id);

    expect(status).toBe(200);
    expect(await orderOf(ground, order)).toMatchObject({
      status: "refunded",
      fulfilments: [{ deliveredAt: expect.any(String) }],
    });
  });

  test.each([
    ["in the future", new Date(Date.now() + 3_600_000).toISOString(), 400],
    ["before the order was placed", "1970-01-01T00:00:00.000Z", 400],
    ["that is no time", "yesterday", 400],
  ])("%s is not understood", async (_what, at, expected) => {
    const order = await aPaidOrder(ground, { quantity: 1 });
    const { body } = await ship(order);

    const { status } = await deliver(order, body.id, at);

    expect(status).toBe(expected);
  });

  test("of a parcel of another order is not found", async () => {
    const [one, other] = [
      await aPaidOrder(ground, { quantity: 1 }),
      await aPaidOrder(ground, { quantity: 1 }),
    ];
    const { body } = await ship(one);

    const answer = await deliver(other, body.id);

    expect([answer.status, codeOf(answer)]).toEqual([404, "fulfilment-not-found"]);
  });
});
