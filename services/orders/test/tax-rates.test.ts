import { asStaff } from "./as-staff";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aCustomer, address, codeOf, place } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);

afterAll(() => ground?.stop(), 30_000);

const staff = (...call: Parameters<ReturnType<typeof asStaff>>) => asStaff(ground)(...call);

const washington = {
  country: "US",
  region: "WA",
  name: "Sales tax",
  rateBasisPoints: 1_000,
  inclusive: false,
  appliesToShipping: true,
};
const germany = {
  country: "DE",
  region: null,
  name: "MwSt.",
  rateBasisPoints: 1_900,
  inclusive: true,
  appliesToShipping: true,
};

test("before a table is put there is an empty one", async () => {
  const { body, headers } = await staff("get", "/tax-rates").expect(200);

  expect(body).toEqual({ version: 0, updatedAt: null, rates: [] });
  expect(headers.etag).toBe('"0"');
});

test("a table that is put takes the place of the one before, whole", async () => {
  await staff("put", "/tax-rates", { rates: [washington] }).expect(200);

  const put = await staff("put", "/tax-rates", {
    rates: [germany, { country: "US", region: "us-ny", name: "Sales tax", rateBasisPoints: 400 }],
  }).expect(200);
  const { body } = await staff("get", "/tax-rates").expect(200);

  expect(body.rates).toEqual([
    germany,
    {
      country: "US",
      region: "NY",
      name: "Sales tax",
      rateBasisPoints: 400,
      inclusive: false,
      appliesToShipping: false,
    },
  ]);
  expect(put.body).toEqual(body);
});

test("whoever changes a table that another has changed meanwhile is told so", async () => {
  const { headers } = await staff("get", "/tax-rates");
  const put = (version: string | undefined) =>
    staff("put", "/tax-rates", { rates: [germany] }).set("if-match", version ?? "");

  const first = await put(headers.etag);
  const second = await put(headers.etag);

  expect(first.status).toBe(200);
  expect([second.status, codeOf(second)]).toEqual([412, "tax-rates-changed"]);
});

test("two tables at the same moment are put one after the other", async () => {
  const { body: before } = await staff("get", "/tax-rates");

  const answers = await Promise.all([1, 2, 3].map(() => staff("put", "/tax-rates", { rates: [germany] })));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const { body: after } = await staff("get", "/tax-rates");
  expect(after).toMatchObject({ version: before.version + 3, rates: [germany] });
});

test.each([
  ["the same rate twice", "rates[1]", [washington, { ...washington, name: "sales TAX" }]],
  [
    "taxes of one place that prices hold, and don't",
    "rates[1]",
    [germany, { ...germany, name: "X", inclusive: false }],
  ],
  ["a rate above 100 %", "rates[0].rateBasisPoints", [{ ...germany, rateBasisPoints: 10_001 }]],
  ["a rate in per cent", "rates[0].rateBasisPoints", [{ ...germany, rateBasisPoints: 6.5 }]],
  ["no country", "rates[0].country", [{ ...germany, country: "Germany" }]],
  ["what it does not know", "rates[0]", [{ ...germany, percent: 19 }]],
])("a table with %s is refused", async (_what, path, rates) => {
  const { body, status } = await staff("put", "/tax-rates", { rates });

  expect(status).toBe(400);
  expect(body.errors[0].path.startsWith(path)).toBe(true);
});

test("the table is for staff alone", async () => {
  const { token } = await aCustomer();

  await asStaff(ground, token)("put", "/tax-rates", { rates: [] }).expect(403);
  await asStaff(ground, null)("get", "/tax-rates").expect(401);
});

describe("an order", () => {
  beforeAll(() => staff("put", "/tax-rates", { rates: [washington, germany] }).expect(200));

  const orderTo = async (to: object) =>
    place(ground, await ground.cartWith(await ground.stocked(9), 1), {
      body: { shippingAddress: { ...address, ...to } },
    });

  test("pays its region's tax on top, on its lines and its shipping, by the table that holds then", async () => {
    const { status, body } = await orderTo({ region: "wa" });

    expect(status).toBe(201);
    expect(body).toMatchObject({
      subtotal: { amount: 2_500 },
      shipping: { amount: 499 },
      tax: { amount: 300 },
      taxIncluded: false,
      total: { amount: 3_299 },
      items: [{ discount: { amount: 0 }, tax: { amount: 250 } }],
    });
    const [stored] = await ground.sql`select shipping_tax, tax_lines from orders where id = ${body.id}`;
    expect(stored).toMatchObject({ shipping_tax: "50", tax_lines: [{ ...washington, amount: 300 }] });
    expect(await ground.payments.chargesOf({ orderId: body.id })).toMatchObject([{ amount_captured: 3_299 }]);
  });

  test("to where prices hold the tax is told of it, and pays no more", async () => {
    const { body } = await orderTo({ country: "DE" });

    expect(body).toMatchObject({
      subtotal: { amount: 2_500 },
      shipping: { amount: 1_999 },
      tax: { amount: 718 },
      taxIncluded: true,
      total: { amount: 4_499 },
    });
  });

  test("to where there is no rate pays none", async () => {
    const { body } = await orderTo({ region: "IL" });

    expect(body).toMatchObject({ tax: { amount: 0 }, total: { amount: 2_999 } });
  });
});
