import { undone } from "../left-orders";
import { appAt, codeOf } from "../placing";
import {
  aCheckout,
  type Checkout,
  countsOf,
  expectEnd,
  marksOf,
  placeAgain,
  placeAt,
  storyOf,
} from "./checkouts";
import { crashEverywhere } from "./crash-everywhere";
import { type CrashGround, endAll, startCrashGround } from "./crash-ground";
import { several } from "./several";

let ground: CrashGround;

beforeAll(async () => {
  ground = await startCrashGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

test("wherever the service dies over a declined card, nothing is held, and the request is declined again", async () => {
  const left = await crashEverywhere(ground, {
    program: "main",
    prepare: (count) =>
      several(count, () => aCheckout(ground, { coupon: true, paymentMethod: "pm_card_chargeDeclined" })),
    marksOf,
    work: (checkout, url) => placeAt(appAt(url), checkout),
    from: "gateway POST /v1/payment_intents",
  });

  const wrong = await endAll(ground, left, async (checkout, service) => {
    const { status, body } = await placeAgain(service, checkout);
    const { orderId: id } = body;
    expect([status, codeOf({ body })]).toEqual([402, "payment-declined"]);
    const end = { ...undone, status: "payment-failed" };
    await expectEnd(ground, { sku: checkout.sku, id }, end, { "order.payment-failed": 1 });
    const again = await placeAt(service, checkout);
    expect([again.status, again.body.orderId]).toEqual([402, id]);
    expect(await countsOf(ground, checkout)).toEqual({ orders: 1, uses: 0 });
    expect(await storyOf(ground, id)).toEqual(["placed", "declined"]);
  });

  expect(wrong).toEqual([]);
}, 180_000);

/** Somebody takes four of the five pieces out of the stock. */
const takeTheLast = ({ sku }: Checkout) => ground.stockSql`
  with taken as (update stock set on_hand = 1 where sku = ${sku} returning on_hand)
  insert into stock_ledger (sku, delta, on_hand, reason) select ${sku}, -4, on_hand, 'damaged' from taken`;

test("wherever the service dies over an order whose goods are just gone, nothing is charged for it", async () => {
  const reserving = "catalog PUT /internal/reservations/{id}";
  const left = await crashEverywhere(ground, {
    program: "main",
    prepare: (count) => several(count, () => aCheckout(ground)),
    marksOf,
    work: (checkout, url) => placeAt(appAt(url), checkout),
    meanwhile: (checkout) => ({ exchange: reserving, deed: () => takeTheLast(checkout) }),
    from: reserving,
  });

  const wrong = await endAll(ground, left, async (checkout, service) => {
    const { status, body } = await placeAgain(service, checkout);
    const { orderId: id } = body;
    expect([status, codeOf({ body })]).toEqual([409, "out-of-stock"]);
    await expectEnd(
      ground,
      { sku: checkout.sku, id },
      { ...undone, status: "cancelled", onHand: 1, ledger: 1 },
      {},
    );
    expect(await countsOf(ground, checkout)).toMatchObject({ orders: 1 });
    expect(await storyOf(ground, id)).toEqual(["placed", "out-of-stock"]);
  });

  expect(wrong).toEqual([]);
}, 180_000);
