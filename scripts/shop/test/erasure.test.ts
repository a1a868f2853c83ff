import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { placesOf } from "./everything-held";
import { useLocalShop } from "./local-shop-program";

const local = useLocalShop("--products", "30");

/**
 * What may still be found after somebody was erased: the list of docs/personal-data.md, as far as a search for a name,
 * an address, an e-mail address, a telephone number or her own words can meet it.
 */
const kept = [
  {
    where: /^postgres orders\.orders: [^@]*$/,
    why: "the name and address that an order on its way goes to, until it has arrived",
  },
];

/** A person with everything distinctive: each of these words is hers alone. */
function somebody() {
  const mark = randomUUID().slice(0, 8);
  const person = {
    name: `Zerline Quaas ${mark}`,
    email: `zerline.${mark}@example.test`,
    phone: `+1 555 ${Number.parseInt(mark, 16)}`,
    address: { line1: `7 Vanishing Row ${mark}`, city: `Upper Oblivion ${mark}` },
  };
  const words = {
    title: `quiet-${mark} and lovely`,
    review: `My dog Obelix-${mark} sleeps on it.`,
    report: `This one insults Quaas-${mark}.`,
    feedback: `Where is my parcel, asks Zerline-${mark}?`,
    reason: `Too small for Obelix-${mark}.`,
    refund: `A favour for Quaas-${mark}.`,
  };
  // Each is looked for in whole, and what they all have in common, by itself.
  const { name, email, phone, address } = person;
  return { ...person, words, traces: [name, email, phone, ...Object.values(address), mark] };
}

type Person = ReturnType<typeof somebody>;

const anAddress = ({ name, phone, address }: Person) => ({
  name,
  ...address,
  region: "WA",
  postalCode: "98101",
  country: "US",
  phone,
});

/** Calls that have to succeed. */
async function done(method: string, path: string, token: string, body?: unknown, key?: string) {
  const headers: Record<string, string> = key ? { "idempotency-key": key } : {};
  const answer = await local.client.call(method, path, { token, body, headers });
  if (answer.status >= 300)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const mailsTo = async (email: string): Promise<{ subject: string; text: string }[]> => {
  const answer = await fetch(`${local.shop.url}/console/mail.json`);
  const mails = (await answer.json()) as { to: string[]; subject: string; text: string }[];
  return mails.filter(({ to }) => to.includes(email));
};

async function register(person: Person) {
  const password = `a long pass phrase ${randomUUID()}`;
  const { accessToken: token, user } = await done("POST", "/auth/register", "", {
    email: person.email,
    password,
    name: person.name,
  });
  await done("PATCH", "/users/me", token, { phone: person.phone });
  await done("POST", "/users/me/addresses", token, anAddress(person));
  await done("POST", "/auth/password/forgot", "", { email: person.email });
  await eventually(
    async () =>
      expect((await mailsTo(person.email)).map(({ subject }) => subject)).toEqual(
        expect.arrayContaining(["Confirm your e-mail address", "Choose a new password"]),
      ),
    { withinMs: 20_000 },
  );
  const verification = (await mailsTo(person.email)).find(({ subject }) => subject.startsWith("Confirm"));
  const [link = ""] = /http\S+token=\S+/.exec(verification?.text ?? "") ?? [];
  await done("POST", "/auth/verify-email", "", { token: new URL(link).searchParams.get("token") });
  await local.client.call("POST", "/auth/login", { body: { email: person.email, password: "not hers" } });
  return { token, password, userId: user.id as string };
}

async function order(person: Person, sku: string, { token, card }: { token?: string; card?: string } = {}) {
  const cartId = await local.client.cartWith([{ sku, quantity: 2 }], token);
  if (token) await done("PUT", `/carts/${cartId}/coupon`, token, { code: "WELCOME10" });
  const body = {
    cartId,
    email: person.email,
    shippingAddress: anAddress(person),
    shippingMethod: "standard",
    paymentMethod: card ?? "pm_card_visa",
  };
  const placed = await local.client.call("POST", "/orders", {
    ...(token && { token }),
    body,
    headers: { "idempotency-key": `${person.email} ${randomUUID()}`.replaceAll(" ", "/") },
  });
  // What was ordered is taken out of the cart a moment later, and a cart is ordered once.
  if (token && placed.status === 201) {
    await eventually(async () => expect((await done("GET", "/carts/me", token)).items).toEqual([]), {
      withinMs: 15_000,
    });
  }
  return placed.body;
}

async function ship(id: string, staff: string) {
  const path = `/orders/${id}/fulfilments`;
  const { id: parcel } = await done("POST", path, staff, {
    carrier: "UPS",
    trackingNumber: `1Z${randomUUID()}`,
  });
  return () => done("PATCH", `${path}/${parcel}`, staff, { deliveredAt: new Date().toISOString() });
}

async function deliver(id: string, staff: string) {
  await (await ship(id, staff))();
}

/** Reviews, votes, reports and writes to the shop. */
async function speakUp(
  { words, email }: Person,
  { token, productId, orderId }: { token: string; productId: string; orderId: string },
) {
  const other = await local.client.register();
  const another = { productId, rating: 2, title: "Not for me", body: "It is too loud for my taste." };
  const theirs = await done("POST", "/reviews", other.token, another);
  await done("POST", "/reviews", token, { productId, rating: 5, title: words.title, body: words.review });
  await eventually(
    async () => {
      const { body } = await local.client.call("GET", `/reviews?productId=${productId}`);
      expect(body.items).toHaveLength(2);
    },
    { withinMs: 20_000 },
  );
  await done("PUT", `/reviews/${theirs.id}/vote`, token, { helpful: true });
  await done("POST", `/reviews/${theirs.id}/reports`, token, { reason: words.report });
  await done("POST", "/feedback", token, { category: "question", message: words.feedback, email, orderId });
}

async function leftOf({ traces }: Person): Promise<string[]> {
  return placesOf(local.shop, traces);
}

const notKept = (places: string[]) => places.filter((place) => !kept.some(({ where }) => where.test(place)));

test("of a customer who erases herself nothing is left within a minute, but what the books and her parcel need", async () => {
  const person = somebody();
  const staff = await local.client.login("staff@shopeasy.test");
  const { sku, productId } = await local.client.stockedProduct(staff, 20);
  const { token, password, userId } = await register(person);
  const returned = await order(person, sku, { token });
  await deliver(returned.id, staff);
  const { id: returnId } = await done("POST", `/orders/${returned.id}/returns`, token, {
    items: [{ sku, quantity: 1 }],
    reason: person.words.reason,
  });
  for (const status of ["approved", "received"]) {
    await done("PATCH", `/orders/${returned.id}/returns/${returnId}`, staff, { status });
  }
  const refund = { amount: { amount: 100, currency: "USD" }, reason: person.words.refund };
  await done("POST", `/orders/${returned.id}/refunds`, staff, refund, randomUUID());
  await order(person, sku, { token, card: "pm_card_chargeDeclined" });
  await done("DELETE", `/carts/${userId}/items`, token);
  const onItsWay = await order(person, sku, { token });
  const arrives = await ship(onItsWay.id, staff);
  await deliver((await order(person, sku)).id, staff);
  await speakUp(person, { token, productId, orderId: returned.id });
  await done("POST", `/carts/${userId}/items`, token, { sku, quantity: 3 });

  const before = await leftOf(person);
  const exported = JSON.stringify(await done("GET", "/users/me/export", token));
  const books = await done("GET", `/orders/${returned.id}`, staff);
  const erased = await local.client.call("DELETE", "/users/me", { token, body: { password } });

  for (const place of ["postgres users.addresses", "postgres orders.returns", "dynamodb feedback"]) {
    expect(before.join("\n")).toContain(place);
  }
  for (const said of [person.email, person.phone, person.address.line1, ...Object.values(person.words)]) {
    // What staff wrote of a refund is in it, too.
    expect(exported).toContain(said);
  }
  expect(erased.status).toBe(204);

  await eventually(async () => expect(notKept(await leftOf(person))).toEqual([]), {
    withinMs: 60_000,
  });
  const after = await done("GET", `/orders/${returned.id}`, staff);
  expect({ ...after, shippingAddress: after.shippingAddress.country }).toMatchObject({
    number: books.number,
    status: books.status,
    items: books.items,
    total: books.total,
    tax: books.tax,
    refunded: books.refunded,
    email: "",
    shippingAddress: "US",
  });
  const waiting = await done("GET", `/orders/${onItsWay.id}`, staff);
  expect(waiting.shippingAddress).toMatchObject({ name: person.name, line1: person.address.line1 });

  await arrives();

  await eventually(async () => expect(await leftOf(person)).toEqual([]), {
    withinMs: 60_000,
  });
  // That the search reaches all of these is shown by her id, which stays and stands for nobody any more.
  const ofIds = await placesOf(local.shop, [userId, returned.id]);
  expect(new Set(ofIds.map((place) => place.split(/[ :]/)[0]))).toEqual(
    new Set(["postgres", "dynamodb", "sqs", "kinesis", "s3", "logs", "traces", "payments"]),
  );
  const { body: reviews } = await local.client.call("GET", `/reviews?productId=${productId}`);
  expect(reviews.summary).toMatchObject({ count: 1, average: 2 });
  const again = await local.client.call("POST", "/auth/register", {
    body: { email: person.email, password, name: person.name },
  });
  expect(again.status).toBe(201);
}, 240_000);
