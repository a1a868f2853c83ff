import { eventually } from "@shopeasy/testing/eventually";
import { paid } from "../left-orders";
import { appAt } from "../placing";
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
import { type CrashGround, endAll, type Restarted, startCrashGround } from "./crash-ground";
import { nameOf } from "./follower";
import { several } from "./several";

let ground: CrashGround;

beforeAll(async () => {
  ground = await startCrashGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

/** She asks again with her key, gets her order, and has paid for it once. */
async function expectPaidOnce(checkout: Checkout, service: Restarted): Promise<void> {
  const answer = await placeAgain(service, checkout);
  const { id } = answer.body;
  expect(answer.status).toBe(201);
  await expectEnd(ground, { sku: checkout.sku, id }, { ...paid, captured: 4_500 }, { "order.paid": 1 });
  const again = await placeAt(service, checkout);
  expect([again.status, again.body.id]).toEqual([201, id]);
  expect(await countsOf(ground, checkout)).toEqual({ orders: 1, uses: 1 });
  expect(await storyOf(ground, id)).toEqual(["placed", "paid"]);
  await expectTakenOutOnce(checkout);
}

/** One piece more than was ordered stays in the cart, however often the event came. */
async function expectTakenOutOnce({ cartId, sku }: Checkout): Promise<void> {
  await ground.withLine(cartId, sku, 1);
  await eventually(async () => expect(await ground.linesOf(cartId)).toEqual([{ sku, quantity: 1 }]), {
    withinMs: 15_000,
  });
}

test("wherever the service dies over an order, it is paid once, and its request finds it", async () => {
  const left = await crashEverywhere(ground, {
    program: "main",
    prepare: (count) => several(count, () => aCheckout(ground, { coupon: true })),
    marksOf,
    work: (checkout, url) => placeAt(appAt(url), checkout),
  });

  const wrong = await endAll(ground, left, expectPaidOnce);

  expect(wrong).toEqual([]);
  expect(left.map(({ point }) => point && nameOf(point))).toEqual(
    expect.arrayContaining([
      "after catalog PUT /internal/reservations/{id} #1",
      "before gateway POST /v1/payment_intents #1",
      "after gateway POST /v1/payment_intents #1",
      "after catalog POST /internal/reservations/{id}/settle #1",
      "after gateway POST /v1/payment_intents/{id}/capture #1",
    ]),
  );
}, 180_000);
