import type { OrderId, RefundId, Sku } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import fc from "fast-check";
import { restock } from "../src/inventory/restock";
import { expireReservations } from "../src/reservations/expire-reservations";
import { forgetReservations } from "../src/reservations/forget-reservations";
import { linesBySku } from "../src/reservations/reservation-rules";
import { releaseReservation, reserveStock } from "../src/reservations/reserve-stock";
import { settleReservation } from "../src/reservations/settle-reservation";
import {
  announced,
  anOrderId,
  type CatalogGround,
  codeOf,
  makeStock,
  receive,
  startCatalog,
  stockOf,
} from "./catalog-ground";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog({ DATABASE_POOL_SIZE: "20" });
});
afterAll(() => shop.stop());

const asked = (method: "put" | "post" | "delete", path: string) =>
  shop.internal[method](`/internal/reservations/${path}`).set("Authorization", shop.serviceToken);
const reserve = (orderId: string, items: { sku: string; quantity: number }[]) =>
  asked("put", orderId).send({ items });
const settle = (orderId: string) => asked("post", `${orderId}/settle`);
const release = (orderId: string) => asked("delete", orderId);

/** As though 15 minutes had passed. */
const letExpire = (orderId: string) =>
  shop.outside`update reservations set expires_at = now() - interval '1 second' where order_id = ${orderId}`;

test("what is reserved can't be bought by another, and is still in the warehouse", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = anOrderId();

  const { body } = await reserve(orderId, [{ sku, quantity: 3 }]).expect(200);

  expect(body).toEqual({ orderId, status: "held", expiresAt: expect.any(String) });
  const minutes = (Date.parse(body.expiresAt) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(14);
  expect(minutes).toBeLessThanOrEqual(15.1);
  expect(await stockOf(shop, sku)).toEqual({ onHand: 10, reserved: 3, available: 7 });
});

test("reserving twice for one order holds once", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = anOrderId();

  const first = await reserve(orderId, [{ sku, quantity: 3 }]).expect(200);
  const again = await reserve(orderId, [{ sku, quantity: 3 }]).expect(200);

  expect(again.body).toEqual(first.body);
  expect(await stockOf(shop, sku)).toMatchObject({ reserved: 3 });
});

test("twenty calls at once for one order hold once", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = anOrderId();

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => reserve(orderId, [{ sku, quantity: 3 }])),
  );

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await stockOf(shop, sku)).toMatchObject({ reserved: 3 });
});

test("an order that asks for more than there is of one thing gets nothing of any, and is told what is short", async () => {
  const [enough, short] = [await makeStock(shop, 10), await makeStock(shop, 2)];
  const orderId = anOrderId();

  const answer = await reserve(orderId, [
    { sku: short, quantity: 3 },
    { sku: enough, quantity: 1 },
    { sku: "NO-SUCH", quantity: 1 },
  ]).expect(409);

  expect(codeOf(answer)).toBe("out-of-stock");
  expect(answer.body.items).toEqual([
    { sku: "NO-SUCH", requested: 1, available: 0 },
    { sku: short, requested: 3, available: 2 },
  ]);
  expect(await stockOf(shop, enough)).toMatchObject({ reserved: 0 });
  await reserve(orderId, [{ sku: enough, quantity: 1 }]).expect(200);
});

test("an order that was refused for want of stock may ask again, and gets what came in", async () => {
  const sku = await makeStock(shop, 1);
  const orderId = anOrderId();

  const refused = await reserve(orderId, [{ sku, quantity: 2 }]).expect(409);
  await shop.outside`update stock set on_hand = 5 where sku = ${sku}`;
  await reserve(orderId, [{ sku, quantity: 2 }]).expect(200);

  expect(codeOf(refused)).toBe("out-of-stock");
  expect(await stockOf(shop, sku)).toMatchObject({ reserved: 2 });
});

test("twenty calls at once for one order that takes the last pieces are all told of the same", async () => {
  const sku = await makeStock(shop, 3);
  const orderId = anOrderId();

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => reserve(orderId, [{ sku, quantity: 3 }])),
  );

  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]?.status).toBe(200);
  expect(await stockOf(shop, sku)).toMatchObject({ reserved: 3 });
});

test("lines of the same SKU count together", async () => {
  const sku = await makeStock(shop, 5);
  const twice = [
    { sku, quantity: 3 },
    { sku, quantity: 3 },
  ];

  const answer = await reserve(anOrderId(), twice).expect(409);

  expect(answer.body.items).toEqual([{ sku, requested: 6, available: 5 }]);
});

test("a settled reservation leaves the warehouse, once, with an entry in the ledger", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = anOrderId();
  await reserve(orderId, [{ sku, quantity: 3 }]).expect(200);

  const { body } = await settle(orderId).expect(200);
  await settle(orderId).expect(200);

  expect(body).toMatchObject({ orderId, status: "settled" });
  expect(await stockOf(shop, sku)).toEqual({ onHand: 7, reserved: 0, available: 7 });
  const history = await shop.api.get(`/api/v1/inventory/${sku}/history`).set("Authorization", shop.staff);
  expect(history.body.items[0]).toMatchObject({ delta: -3, onHand: 7, reason: "sold", orderId });
  expect(history.body.items).toHaveLength(2);
  expect((await reserve(orderId, [{ sku, quantity: 3 }]).expect(200)).body.status).toBe("settled");
});

test("a released reservation is free again, once", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = anOrderId();
  await reserve(orderId, [{ sku, quantity: 3 }]).expect(200);

  const { body } = await release(orderId).expect(200);
  await release(orderId).expect(200);

  expect(body).toMatchObject({ orderId, status: "released" });
  expect(await stockOf(shop, sku)).toEqual({ onHand: 10, reserved: 0, available: 10 });
  expect(codeOf(await settle(orderId).expect(409))).toBe("reservation-gone");
  expect(codeOf(await reserve(orderId, [{ sku, quantity: 3 }]).expect(409))).toBe("reservation-gone");
});

test("releasing what was settled puts it back, by the ledger", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = anOrderId();
  await reserve(orderId, [{ sku, quantity: 3 }]).expect(200);
  await settle(orderId).expect(200);

  await release(orderId).expect(200);
  await release(orderId).expect(200);

  expect(await stockOf(shop, sku)).toEqual({ onHand: 10, reserved: 0, available: 10 });
  const history = await shop.api.get(`/api/v1/inventory/${sku}/history`).set("Authorization", shop.staff);
  expect(history.body.items.map(({ delta }: { delta: number }) => delta)).toEqual([3, -3, 10]);
  expect(codeOf(await settle(orderId).expect(409))).toBe("reservation-gone");
});

test("a reservation that arrives after its release holds nothing", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = anOrderId();

  await release(orderId).expect(200);
  const late = await reserve(orderId, [{ sku, quantity: 3 }]).expect(409);

  expect(codeOf(late)).toBe("reservation-gone");
  expect(await stockOf(shop, sku)).toMatchObject({ reserved: 0 });
});

test("what nobody reserved can't be settled", async () => {
  expect(codeOf(await settle(anOrderId()).expect(409))).toBe("reservation-gone");
});

test("an expired reservation can't be settled or taken up, swept or not", async () => {
  const sku = await makeStock(shop, 10);
  const orderId = anOrderId();
  await reserve(orderId, [{ sku, quantity: 3 }]).expect(200);
  await letExpire(orderId);

  const unswept = [await settle(orderId), await reserve(orderId, [{ sku, quantity: 3 }])];
  await expireReservations(shop.deps);
  const swept = [await settle(orderId), await reserve(orderId, [{ sku, quantity: 3 }])];

  expect([...unswept, ...swept].map(codeOf)).toEqual(Array(4).fill("reservation-gone"));
  expect(await stockOf(shop, sku)).toEqual({ onHand: 10, reserved: 0, available: 10 });
});

test("what expired reservations hold is there for the next who asks, before the sweep has come", async () => {
  const sku = await makeStock(shop, 3);
  const [first, second] = [anOrderId(), anOrderId()];
  await reserve(first, [{ sku, quantity: 3 }]).expect(200);
  await letExpire(first);

  await reserve(second, [{ sku, quantity: 2 }]).expect(200);

  expect(await stockOf(shop, sku)).toEqual({ onHand: 3, reserved: 2, available: 1 });
});

test("the sweep frees many at once, and leaves alone what is held, settled or somebody's just now", async () => {
  const sku = await makeStock(shop, 20);
  const orders = Array.from({ length: 6 }, anOrderId);
  for (const orderId of orders) await reserve(orderId, [{ sku, quantity: 2 }]).expect(200);
  const [held, settled, busy, ...expired] = orders as [OrderId, OrderId, OrderId, ...OrderId[]];
  await settle(settled).expect(200);
  for (const orderId of [busy, ...expired]) await letExpire(orderId);

  await shop.outside.begin(async (tx) => {
    await tx`select from reservations where order_id = ${busy} for update`;
    await expireReservations(shop.deps);
  });

  expect(await stockOf(shop, sku)).toEqual({ onHand: 18, reserved: 4, available: 14 });
  await settle(held).expect(200);
});

test("a release is remembered for a month", async () => {
  const [old, young] = [anOrderId(), anOrderId()];
  for (const orderId of [old, young]) await release(orderId).expect(200);
  await shop.outside`update reservations set released_at = now() - interval '31 days' where order_id = ${old}`;

  await forgetReservations(shop.deps);

  const left =
    await shop.outside`select order_id from reservations where order_id in ${shop.outside([old, young])}`;
  expect(left.map((row) => row.order_id)).toEqual([young]);
});

test("each change of what is held is announced, and running low once", async () => {
  const sku = await makeStock(shop, 7, { lowStockThreshold: 5 });
  const orderId = anOrderId();

  await reserve(orderId, [{ sku, quantity: 3 }]).expect(200);
  await settle(orderId).expect(200);

  const changes = await announced(shop, "stock.changed", sku);
  expect(changes.slice(0, 2).map(({ data }) => data)).toEqual([
    { sku, onHand: 4, reserved: 0, available: 4 },
    { sku, onHand: 7, reserved: 3, available: 4 },
  ]);
  expect(await announced(shop, "stock.low", sku)).toHaveLength(1);
});

test("reservations are for services with a token alone", async () => {
  await shop.internal.put(`/internal/reservations/${anOrderId()}`).send({ items: [] }).expect(401);
  await shop.api.put(`/internal/reservations/${anOrderId()}`).send({ items: [] }).expect(404);
});

test("of fifty who want the last ten at once, ten get one and forty are told", async () => {
  const sku = await makeStock(shop, 10);

  const answers = await Promise.all(
    Array.from({ length: 50 }, () => reserve(anOrderId(), [{ sku, quantity: 1 }])),
  );

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  expect(answers.map(codeOf).filter((code) => code === "out-of-stock")).toHaveLength(40);
  expect(await stockOf(shop, sku)).toEqual({ onHand: 10, reserved: 10, available: 0 });
});

test("orders of the same things in another order never wait for each other in a circle", async () => {
  const skus = await Promise.all([60, 60, 60, 60].map((pieces) => makeStock(shop, pieces)));
  const shuffled = (turn: number) => [...skus.slice(turn % 4), ...skus.slice(0, turn % 4)];

  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, turn) => {
      const lines = (turn % 2 ? shuffled(turn) : shuffled(turn).reverse()).slice(0, 3);
      return reserve(
        anOrderId(),
        lines.map((sku) => ({ sku, quantity: 1 })),
      );
    }),
  );

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const deadlocks =
    await shop.outside`select deadlocks from pg_stat_database where datname = current_database()`;
  expect(Number(deadlocks[0]?.deadlocks)).toBe(0);
});

test("whatever is done at once, the stock is the sum of its ledger, and what is held the sum of what orders hold", async () => {
  const skus = await Promise.all([6, 6, 6].map((pieces) => makeStock(shop, pieces)));
  let orders: OrderId[] = [];
  const anOrder = fc.integer({ min: 0, max: 7 });
  const lines = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
    maxLength: 3,
  });
  const kinds = ["reserve", "reserve", "settle", "release", "expire", "sweep", "receive", "restock"] as const;
  const step = fc.record({ kind: fc.constantFrom(...kinds), order: anOrder, lines });
  const ignoreRefusal = (error: { status?: number }) => {
    if (error.status !== 409) throw error;
  };
  const take = async (each: { kind: (typeof kinds)[number]; order: number; lines: [number, number][] }) => {
    const orderId = orders[each.order]!;
    switch (each.kind) {
      case "reserve":
        return reserveStock(
          shop.deps,
          orderId,
          each.lines.map(([sku, quantity]) => ({ sku: skus[sku]!, quantity })),
        );
      case "settle":
        return settleReservation(shop.deps, orderId);
      case "release":
        return releaseReservation(shop.deps, orderId);
      case "expire":
        return letExpire(orderId);
      case "sweep":
        return expireReservations(shop.deps);
      case "receive":
        return receive(shop, skus[each.order % 3]!, 1);
      case "restock": {
        const items = linesBySku(each.lines.map(([sku, quantity]) => ({ sku: skus[sku]!, quantity })));
        return restock(shop.deps, { refundId: newId() as RefundId, orderId, items });
      }
    }
  };

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      orders = Array.from({ length: 8 }, anOrderId);
      await Promise.all(steps.map((each) => Promise.resolve(take(each)).catch(ignoreRefusal)));

      const books = await shop.outside`
        select s.on_hand, s.reserved,
          (select coalesce(sum(delta), 0)::int from stock_ledger l where l.sku = s.sku) as ledger,
          (select coalesce(sum(line.quantity), 0)::int from reservations r,
            jsonb_to_recordset(r.lines) as line(sku text, quantity int)
            where r.status = 'held' and line.sku = s.sku) as held,
          (select count(*)::int from (select from stock_ledger l where l.sku = s.sku and order_id is not null
            group by order_id having sum(delta) > 0) back) as back_twice
        from stock s where s.sku in ${shop.outside(skus as Sku[])}`;
      for (const { on_hand, reserved, ledger, held, back_twice } of books) {
        expect(on_hand).toBe(ledger);
        expect(reserved).toBe(held);
        expect(reserved).toBeGreaterThanOrEqual(0);
        expect(on_hand).toBeGreaterThanOrEqual(reserved);
        expect(back_twice).toBe(0);
      }
      await shop.outside`delete from reservations where status <> 'held'`;
    }),
    { numRuns: 40 },
  );
});
