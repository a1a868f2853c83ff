import { cardNumbers, waysToWrite } from "@shopeasy/testing/card-numbers";
import type { ServiceProgram } from "@shopeasy/testing/service-program";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aPaidOrder, callsBy, type PaidOrder, usd } from "./paid-orders";
import { address, appAt, codeOf, place } from "./placing";

/**
 * A program, whose every line is read, with all that it stands on. What is sent to it is refused before anything is
 * made of it, so all can go to one cart.
 */
let ground: OrdersGround;
let program: ServiceProgram;
let cartId: string;
let order: PaidOrder;

beforeAll(async () => {
  ground = await startOrdersGround();
  program = await ground.startOrdersProgram({ LOG_LEVEL: "debug" });
  cartId = await ground.cartWith(await ground.stocked(9), 1);
  order = await aPaidOrder(ground);
}, 60_000);

afterAll(async () => {
  await program?.stop();
  await ground?.stop();
}, 30_000);

const number = "4000056655665556";
const written = Object.values(waysToWrite).map((write) => write(number));

/** Under what shops, forms and gateways have ever called it. */
const names = (
  "number num no card Card CARD cardNumber card_number card-number CardNumber card.number card[number] cardNo card_no " +
  "cardnum ccNumber cc_number cc-num ccno creditCard credit_card_number debitCardNumber pan PAN primaryAccountNumber " +
  "account_number payment paymentToken source token instrument method data value note notes comment message memo " +
  "instructions gift reference x _ $ Ｎｕｍｍｅｒ numéro номер 卡号 nomor kartennummer toString constructor"
).split(" ");

const placeAt = (body: object, key?: string) =>
  place(appAt(program.url), cartId, { body: { ...body }, ...(key !== undefined && { key }) });

const refused = [400, "card-data-refused"];
const outcomeOf = (answer: { status: number; body: any }) => [answer.status, codeOf(answer)];

describe("an order with a card's number in it is refused, and nothing of the number is told, kept or logged", () => {
  afterAll(expectNoTrace);

  test.each(names)("under the name %s, alone, in an address, in a list and deep inside", async (name) => {
    const bodies = [
      { [name]: number },
      { [name]: Number(number) },
      { shippingAddress: { ...address, [name]: number } },
      { [name]: [{ to: [{ [name]: { is: `it is ${number}` } }] }] },
    ];

    const answers = await Promise.all(bodies.map((body) => placeAt(body)));

    expect(answers.map(outcomeOf)).toEqual(bodies.map(() => refused));
    expect(digitsIn(answers.map(({ text }) => text))).not.toContain(number);
  });

  test.each(Object.entries(waysToWrite))("written %s, in each field that is a text", async (_way, write) => {
    const it = write(number);
    const bodies = [
      ...["name", "line1", "line2", "city", "region", "postalCode", "phone"].flatMap((field) => [
        { shippingAddress: { ...address, [field]: it } },
        { billingAddress: { ...address, [field]: it } },
      ]),
      { paymentMethod: it },
      { paymentMethod: `pm_${it}` },
      { shippingMethod: it },
      { email: `${it}@example.test` },
      { cartId: it },
    ];

    const answers = await Promise.all(bodies.map((body) => placeAt(body)));

    expect(answers.map(outcomeOf)).toEqual(bodies.map(() => refused));
  });

  test.each(cardNumbers)("of a %s card: %s", async (_scheme, other) => {
    const answer = await placeAt({ shippingAddress: { ...address, line2: other } });

    expect(outcomeOf(answer)).toEqual(refused);
  });

  test("as the name of a member", async () => {
    const answer = await placeAt({ [number]: true });

    expect(outcomeOf(answer)).toEqual(refused);
    expect(answer.text).not.toContain(number);
  });

  test("as the key of the request", async () => {
    const keys = [number, "4000-0566-5566-5556", `order:${number}`];
    const answers = await Promise.all(keys.map((key) => placeAt({}, key)));

    expect(answers.map(outcomeOf)).toEqual(keys.map(() => refused));
  });

  test("in the address of the request, or in what is no JSON", async () => {
    const { post } = callsBy(appAt(program.url), ground.staff);
    const answers = await Promise.all([
      post(`/orders?cardNumber=${number}`),
      post(`/orders/${number}/cancel`),
      post("/orders").set("content-type", "application/json").send(`{"card": ${number}`),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(answers.map(({ text }) => text).join()).not.toContain(number);
  });

  test("and no quote is made for it", async () => {
    const quote = callsBy(appAt(program.url)).post("/checkout/quote", { cartId, cardNumber: number });

    expect(outcomeOf(await quote)).toEqual(refused);
  });
});

describe("where staff and customers write freely, a card's number is refused or not kept", () => {
  afterAll(expectNoTrace);

  test.each(written)("%j", async (it) => {
    const staff = callsBy(appAt(program.url), ground.staff);
    const path = `/orders/${order.id}`;
    const reason = `The customer wrote: ${it}.`;
    const items = [{ sku: order.sku, quantity: 1 }];

    const answers = await Promise.all([
      staff.post(`${path}/refunds`, { amount: usd(100), reason }),
      staff.post(`${path}/refunds`, { amount: usd(100), reason: it }),
      staff.post(`${path}/returns`, { items, reason }),
      staff.post(`${path}/fulfilments`, { carrier: it, trackingNumber: "1Z", items }),
      callsBy(appAt(program.url)).post(`${path}/returns?token=${order.token}`, { items, reason }),
    ]);

    expect(answers.map(outcomeOf)).toEqual(answers.map(() => refused));
  });

  test("in a promotion's code, in filters, and as the key of a refund", async () => {
    const staff = callsBy(appAt(program.url), ground.staff);
    const promotion = { code: number, kind: "percentage", value: 5 };
    const refund = { amount: usd(100), reason: "Broken." };

    const answers = [
      await staff.post("/promotions", promotion),
      await staff.post(`/orders/${order.id}/refunds`, refund, number),
      await staff.get(`/orders?number=${number}`),
      await staff.get(`/orders?email=${number}@example.test`),
      await callsBy(appAt(program.url)).get(`/orders/${order.id}?token=${number}`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 200, 200, 404]);
  });

  test("but a parcel's own number is kept, whatever its check digit", async () => {
    const parcel = { carrier: "Canada Post", trackingNumber: "4002123456789015" };

    const shipped = await callsBy(ground, ground.staff).post(`/orders/${order.id}/fulfilments`, parcel);

    expect([shipped.status, shipped.body.trackingNumber]).toEqual([201, parcel.trackingNumber]);
  });
});

/** In no table of the orders service, and in no line that its program has logged, is any of it. */
async function expectNoTrace(): Promise<void> {
  const { ok } = await fetch(`${program.url}/api/v1/shipping-methods?country=US`);
  const kept: string[] = [];
  for (const { name } of await ground.sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`) {
    const rows = await ground.sql.unsafe(`select row_to_json(t)::text as row from ${name} t`);
    kept.push(...rows.map(({ row }) => row as string));
  }

  expect([ok, kept.length > 0, program.logLines.length > 0]).toEqual([true, true, true]);
  for (const place of [kept, program.logLines]) {
    expect(digitsIn(place)).not.toContain(number);
    expect(place.filter((text) => written.some((it) => text.includes(it)))).toEqual([]);
  }
}

/** The digits alone, of each text on a line of its own. */
const digitsIn = (texts: readonly string[]): string =>
  texts.map((text) => text.normalize("NFKC").replaceAll(/\D/g, "")).join("\n");
