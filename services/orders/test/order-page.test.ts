import { randomUUID } from "node:crypto";
import { accessTokenFor } from "@shopeasy/testing/tokens";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aPaidOrder, callsBy } from "./paid-orders";

describe("the page of an order", () => {
  let ground: OrdersGround;
  beforeAll(async () => {
    ground = await startOrdersGround();
  }, 60_000);
  afterAll(() => ground.stop());

  const open = (path: string) => ground.app.get(path);

  it("shows a guest her order by the link of her mails: what is in it, where it is, and what happened", async () => {
    const order = await aPaidOrder(ground);
    await callsBy(ground, ground.staff)
      .post(`/orders/${order.id}/fulfilments`, { carrier: "UPS", trackingNumber: "1Z999AA10123456784" })
      .expect(201);

    const { text, headers } = await open(`/orders/${order.id}?token=${order.token}`)
      .expect(200)
      .expect("content-type", "text/html; charset=utf-8");

    for (const shown of [
      `Order ${order.number}`,
      "Shipped",
      "Quantity: 4",
      "$100.00",
      'href="https://www.ups.com/track?tracknum=1Z999AA10123456784"',
      "All that was left of the order was shipped with UPS.",
    ]) {
      expect(text).toContain(shown);
    }
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
      "content-security-policy": expect.stringMatching(/^default-src 'none'; style-src 'sha256-/),
    });
    expect(text).not.toMatch(/<script|<img| on\w+=/);
  });

  it("shows what people typed as text", async () => {
    const body = { shippingAddress: { ...anAddress, name: `<b onclick="x">Ada` } };
    const order = await aPaidOrder(ground, { body });

    const { text } = await open(`/orders/${order.id}?token=${order.token}`).expect(200);

    expect(text).toContain("&lt;b onclick=&quot;x&quot;&gt;Ada");
    expect(text).not.toContain("<b ");
  });

  it("asks who has no token to sign in, in the same words whether there is such an order or not", async () => {
    const customer = await accessTokenFor({ userId: randomUUID(), role: "customer" });
    const order = await aPaidOrder(ground, { token: customer, body: { email: "ada@shopeasy.test" } });

    const hers = await open(`/orders/${order.id}`).expect(200);
    const none = await open(`/orders/${randomUUID()}`).expect(200);

    expect(hers.text).toContain("Sign in to see your order");
    expect(hers.text).toBe(none.text);
    expect(hers.text).not.toContain(order.number);
  });

  it("opens nothing by a token of another order, or one that is none", async () => {
    const [order, other] = [await aPaidOrder(ground), await aPaidOrder(ground)];
    const paths = [
      `/orders/${order.id}?token=${other.token}`,
      `/orders/${order.id}?token=`,
      `/orders/${order.id}?token=${"a".repeat(4_000)}`,
      `/orders/${randomUUID()}?token=${order.token}`,
      `/orders/nonsense?token=${order.token}`,
    ];

    const answers = await Promise.all(paths.map((path) => open(path)));

    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
    for (const { text } of answers) {
      expect(text).toContain("This link opens no order");
      expect(text).not.toContain(order.number);
    }
  });
});

const anAddress = {
  name: "Ada",
  line1: "1 Main Street",
  city: "Springfield",
  region: "IL",
  postalCode: "62701",
  country: "US",
};
