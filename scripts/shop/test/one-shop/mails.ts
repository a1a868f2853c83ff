import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { leaks } from "../secrets";
import { local } from "./shop";

interface Mail {
  to: string[];
  subject: string;
  text: string;
  html: string;
}

const inbox = async (): Promise<Mail[]> =>
  (await fetch(`${local.shop.url}/console/mail.json`)).json() as Promise<Mail[]>;
const mailsTo = async (email: string) => (await inbox()).filter(({ to }) => to.includes(email));

/** The one mail to an address whose subject is so, once it has come. */
async function mailTo(email: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await eventually(
    async () => {
      const mine = (await mailsTo(email)).filter((mail) => subject.test(mail.subject));
      expect(mine).toHaveLength(1);
      [found] = mine;
    },
    { withinMs: 60_000 },
  );
  if (!found) throw new Error("The mail has come and gone");
  return found;
}

/** Follows every link of a mail that leads to the shop, and gives the pages. */
async function pagesOf(mail: Mail): Promise<string[]> {
  const links = [...mail.html.matchAll(/ href="([^"]+)"/g)].map(([, link = ""]) =>
    link.replaceAll("&amp;", "&"),
  );
  const own = [...new Set(links)].filter((link) => link.startsWith(local.shop.url));
  const tokens = own.map((link) => new URL(link).searchParams.get("token"));
  for (const token of tokens) if (token) local.client.secrets.add(token);
  const answers = await Promise.all(own.map((link) => fetch(link)));
  expect(answers.map(({ status }) => status)).toEqual(own.map(() => 200));
  return Promise.all(answers.map((answer) => answer.text()));
}

async function placed(
  email: string,
  { sku, paymentMethod }: { sku: string; paymentMethod?: string },
): Promise<{ id: string; number: string }> {
  const { client } = local;
  const cartId = await client.cartWith([{ sku, quantity: 1 }]);
  const answer = await client.order(cartId, { email, ...(paymentMethod && { paymentMethod }) });
  return answer.body;
}

const anAddress = () => {
  const email = `robin-${randomUUID()}@example.test`;
  local.client.secrets.add(email);
  return email;
};

let staff: string;
let sku: string;
beforeAll(async () => {
  staff = await local.client.login("staff@shopeasy.test");
  ({ sku } = await local.client.stockedProduct(staff, 50));
});

const asStaff = (method: string, path: string, body?: object) =>
  local.client.call(method, path, {
    token: staff,
    body,
    headers: { "idempotency-key": randomUUID() },
  });

test("a guest is told of each step of an order, by mails whose links open it as it is then", async () => {
  const email = anAddress();
  const { id, number } = await placed(email, { sku });

  const [before] = await pagesOf(await mailTo(email, /^Your order SE-\S+$/));
  const shipping = { carrier: "UPS", trackingNumber: "1Z999AA10123456784" };
  const { body: parcel } = await asStaff("POST", `/orders/${id}/fulfilments`, shipping);
  const [shipped] = await pagesOf(await mailTo(email, /is on its way$/));
  await asStaff("PATCH", `/orders/${id}/fulfilments/${parcel.id}`, { deliveredAt: new Date().toISOString() });
  const [delivered] = await pagesOf(await mailTo(email, /was delivered$/));
  await asStaff("POST", `/orders/${id}/refunds`, {
    amount: { amount: 500, currency: "USD" },
    reason: "A scratch.",
  });
  const [refunded] = await pagesOf(await mailTo(email, /^\$5\.00 of your order/));

  for (const page of [before, shipped, delivered, refunded]) expect(page).toContain(`Order ${number}`);
  expect(before).toContain("Paid, and being made ready");
  expect(shipped).toContain("1Z999AA10123456784");
  expect(delivered).toContain("Delivered");
  expect(refunded).toContain("Refunded in part");
  expect(await mailsTo(email)).toHaveLength(4);
}, 120_000);

test("a customer's links ask her to sign in, and one whose card is declined is told so", async () => {
  const { token, email } = await local.client.register();
  const cartId = await local.client.cartWith([{ sku, quantity: 1 }], token);
  await local.client.order(cartId, { token });
  const declined = anAddress();
  await placed(declined, { sku, paymentMethod: "pm_card_chargeDeclined" });

  const [hers] = await pagesOf(await mailTo(email, /^Your order SE-\S+$/));
  const [theirs] = await pagesOf(await mailTo(declined, /did not go through$/));

  expect(hers).toContain("Sign in to see your order");
  expect(theirs).toContain("Not paid, and given up");
}, 120_000);

test("no more mail goes to an address that bounced", async () => {
  const email = `bounce+${randomUUID()}@simulator.amazonses.com`;
  local.client.secrets.add(email);
  await placed(email, { sku });
  await mailTo(email, /^Your order SE-\S+$/);
  const told = (event: string) => local.shop.logs().filter((line) => line.includes(`"${event}"`)).length;
  await eventually(async () => expect(told("address.suppressed")).toBe(1), { withinMs: 60_000 });

  await placed(email, { sku });

  await eventually(async () => expect(told("mail.suppressed")).toBe(1), { withinMs: 60_000 });
  expect(await mailsTo(email)).toHaveLength(1);
}, 120_000);

test("staff are told of low stock once a day, and of a review that waits for them", async () => {
  const { client } = local;
  const low = await client.stockedProduct(staff, 10);
  const { token } = await client.register();
  const adjust = (delta: number) =>
    asStaff("POST", `/inventory/${low.sku}/adjustments`, { delta, reason: "counted", note: "for a test" });

  await adjust(-7);
  // What comes while the first is being sent would wait for its message to come again.
  const mail = await mailTo("staff@shopeasy.test", new RegExp(`^Low stock: ${low.sku}$`));
  for (const delta of [7, -7]) await adjust(delta);
  const title = `A test ${randomUUID().slice(0, 8)}`;
  await client.call("POST", "/reviews", {
    token,
    body: {
      productId: low.productId,
      rating: 1,
      title,
      body: "Better look at https://cheap.example instead.",
    },
  });

  const isSpared = (line: string) => line.includes('"mail.repeat-spared"') && line.includes(low.sku);
  await eventually(async () => expect(local.shop.logs().filter(isSpared)).toHaveLength(1), {
    withinMs: 120_000,
  });
  await mailTo("staff@shopeasy.test", new RegExp(`^Low stock: ${low.sku}$`));
  expect(mail.text).toContain(`A thing to test with ${low.sku}`);
  await mailTo("staff@shopeasy.test", new RegExp(`^A review waits for you: ${title}$`));
}, 240_000);

test("who tells the shop something gets the answer by mail", async () => {
  const email = anAddress();
  const said = await local.client.call("POST", "/feedback", {
    body: { category: "question", message: "Do you mend tents?", email },
  });

  await eventually(
    async () => {
      const answer = await asStaff("PATCH", `/feedback/${said.body.id}`, { reply: "Yes, we do." });
      expect(answer.status).toBe(200);
    },
    { withinMs: 60_000 },
  );

  const { text } = await mailTo(email, /^Our answer/);
  expect(text).toContain("> Yes, we do.");
  expect(text).toContain("> Do you mend tents?");
}, 120_000);

test("logs and traces hold no address, and no token of a link", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);
