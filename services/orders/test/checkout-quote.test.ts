import { randomUUID } from "node:crypto";
import { aPromotion, asStaff } from "./as-staff";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aCustomer, address, codeOf, place } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
  const rates = [
    { country: "US", region: "WA", name: "Sales tax", rateBasisPoints: 650, appliesToShipping: true },
    { country: "DE", name: "MwSt.", rateBasisPoints: 1_900, inclusive: true, appliesToShipping: true },
  ];
  await asStaff(ground)("put", "/tax-rates", { rates }).expect(200);
}, 60_000);

afterAll(() => ground?.stop(), 30_000);

const inSeattle = { ...address, city: "Seattle", region: "WA", postalCode: "98101" };

function quote(cartId: string, asked: object = {}, token?: string) {
  const sent = ground.app.post("/api/v1/checkout/quote");
  if (token) sent.set("authorization", `Bearer ${token}`);
  return sent.send({ cartId, ...asked });
}

const usd = (amount: number) => ({ amount, currency: "USD" });

test("a quote tells each part of what an order would cost", async () => {
  const sku = await ground.stocked(9, 9_999);
  const promotion = await aPromotion(ground, { kind: "percentage", value: 15 });
  const cartId = await ground.withCoupon(await ground.cartWith(sku, 1), promotion.code);

  const { status, body } = await quote(cartId, { shippingAddress: inSeattle, shippingMethod: "express" });

  expect(status).toBe(200);
  expect(body).toEqual({
    cartId,
    currency: "USD",
    items: [
      {
        sku,
        productId: expect.any(String),
        name: `Thing ${sku}`,
        options: {},
        quantity: 1,
        unitPrice: usd(9_999),
        lineTotal: usd(9_999),
        discount: usd(1_500),
        tax: usd(552),
      },
    ],
    coupon: promotion.code,
    discounts: [{ code: promotion.code, kind: "percentage", amount: usd(1_500), shippingSaved: usd(0) }],
    taxes: [
      {
        name: "Sales tax",
        country: "US",
        region: "WA",
        rateBasisPoints: 650,
        inclusive: false,
        amount: usd(649),
      },
    ],
    subtotal: usd(9_999),
    discount: usd(1_500),
    shipping: usd(1_499),
    tax: usd(649),
    taxIncluded: false,
    total: usd(10_647),
    complete: true,
    shippingMethods: [
      { id: "standard", name: "Standard", price: usd(0), estimatedDays: [3, 5] },
      { id: "express", name: "Express", price: usd(1_499), estimatedDays: [1, 2] },
    ],
    problems: [],
  });
});

test("without an address it tells what can be told", async () => {
  const cartId = await ground.cartWith(await ground.stocked(9), 1);

  const { body } = await quote(cartId);

  expect(body).toMatchObject({
    subtotal: usd(2_500),
    shipping: null,
    tax: null,
    total: usd(2_500),
    complete: false,
    shippingMethods: [],
  });
});

test("without a method it tells the tax, and which methods there are", async () => {
  const cartId = await ground.cartWith(await ground.stocked(9), 1);

  const { body } = await quote(cartId, { shippingAddress: inSeattle });

  expect(body).toMatchObject({ shipping: null, tax: usd(163), total: usd(2_663), complete: false });
  expect(body.shippingMethods.map(({ id }: { id: string }) => id)).toEqual(["standard", "express"]);
});

test.each([
  ["nothing off", null, inSeattle, "express"],
  ["a percentage", { kind: "percentage", value: 33 }, inSeattle, "standard"],
  ["a fixed amount", { kind: "fixed", value: usd(777) }, { ...address, country: "DE" }, "standard"],
  ["free shipping", { kind: "free-shipping" }, { ...address, country: "DE" }, "standard"],
  ["all of it", { kind: "percentage", value: 100 }, inSeattle, "express"],
])("an order at a quote's total is accepted: %s", async (_what, terms, shippingAddress, shippingMethod) => {
  const cartId = await ground.cartWith(await ground.stocked(9, 3_333), 3);
  if (terms) await ground.withCoupon(cartId, (await aPromotion(ground, terms)).code);
  const { body: quoted } = await quote(cartId, { shippingAddress, shippingMethod });

  const { status, body } = await place(ground, cartId, {
    body: { shippingAddress, shippingMethod, expectedTotal: quoted.total },
  });

  expect(status).toBe(201);
  for (const part of ["subtotal", "discount", "shipping", "tax", "taxIncluded", "total"]) {
    expect([part, body[part]]).toEqual([part, quoted[part]]);
  }
});

test("an order at a quote's total is refused once something has changed", async () => {
  const cartId = await ground.cartWith(await ground.stocked(9), 1);
  const asked = { shippingAddress: { ...address, country: "GB" }, shippingMethod: "standard" };
  const { body: quoted } = await quote(cartId, asked);
  const { body: table } = await asStaff(ground)("get", "/tax-rates");
  const vat = { country: "GB", name: "VAT", rateBasisPoints: 2_000, inclusive: false };
  await asStaff(ground)("put", "/tax-rates", { rates: [...table.rates, vat] }).expect(200);

  const refused = await place(ground, cartId, { body: { ...asked, expectedTotal: quoted.total } });

  expect([refused.status, codeOf(refused)]).toEqual([409, "total-changed"]);
  expect(refused.body.total).toEqual(usd(quoted.total.amount + 500));
});

test("what is short of stock is told, and so is a coupon that holds no more: a page can say both", async () => {
  const sku = await ground.stocked(3);
  const promotion = await aPromotion(ground, { kind: "percentage", value: 10 });
  const cartId = await ground.withCoupon(await ground.cartWith(sku, 3), promotion.code);
  await place(ground, await ground.cartWith(sku, 2));
  await asStaff(ground)("delete", `/promotions/${promotion.id}`).expect(204);

  const { status, body } = await quote(cartId, { shippingAddress: inSeattle, shippingMethod: "standard" });

  expect(status).toBe(200);
  expect(body).toMatchObject({
    coupon: promotion.code,
    discounts: [],
    discount: usd(0),
    subtotal: usd(7_500),
  });
  expect(body.problems).toEqual([
    { code: "out-of-stock", detail: expect.any(String), items: [{ sku, requested: 3, available: 1 }] },
    { code: "coupon-invalid", detail: "There is no such coupon.", why: "unknown" },
  ]);
});

test("a guest who says who that is learns of a coupon that was used up by it", async () => {
  const promotion = await aPromotion(ground, { kind: "percentage", value: 10, maxUsesPerCustomer: 1 });
  const aCart = async () =>
    ground.withCoupon(await ground.cartWith(await ground.stocked(9), 1), promotion.code);
  const email = "grace@example.test";
  await place(ground, await aCart(), { body: { email } });
  const cartId = await aCart();

  const known = await quote(cartId, { email });
  const unknown = await quote(cartId);

  expect(known.body.problems).toMatchObject([{ why: "used-up-by-customer" }]);
  expect(unknown.body.problems).toEqual([]);
});

test("a method that does not go there, a cart that is not there, and an empty one are refused", async () => {
  const { token } = await aCustomer();
  const cartId = await ground.cartWith(await ground.stocked(9), 1, token);
  const emptyId = await ground.emptyCart();

  const wrongMethod = await quote(
    cartId,
    { shippingAddress: { ...address, country: "DE" }, shippingMethod: "express" },
    token,
  );
  const others = await quote(cartId);
  const nobodys = await quote(randomUUID());
  const empty = await quote(emptyId);

  expect([wrongMethod, others, nobodys, empty].map((answer) => [answer.status, codeOf(answer)])).toEqual([
    [422, "shipping-method-unavailable"],
    [404, "cart-not-found"],
    [404, "cart-not-found"],
    [409, "cart-empty"],
  ]);
  expect(wrongMethod.body.available).toEqual(["standard"]);
});

test("card data is refused here, too", async () => {
  const refused = await quote(randomUUID(), { cardNumber: "4242424242424242" });

  expect([refused.status, codeOf(refused)]).toEqual([400, "card-data-refused"]);
});

test("a quote holds nothing and counts nothing", async () => {
  const sku = await ground.stocked(3);
  const promotion = await aPromotion(ground, { kind: "percentage", value: 10, maxUses: 1 });
  const cartId = await ground.withCoupon(await ground.cartWith(sku, 3), promotion.code);

  await quote(cartId, { shippingAddress: inSeattle, shippingMethod: "standard" });
  const { body } = await quote(cartId, { shippingAddress: inSeattle, shippingMethod: "standard" });

  expect(body.problems).toEqual([]);
  expect(await ground.stockOf(sku)).toEqual({ onHand: 3, reserved: 0, available: 3 });
});
