import { eventually } from "@shopeasy/testing/eventually";
import { leaks } from "../secrets";
import { local } from "./shop";

const getJson = async (path: string) => (await fetch(`${local.shop.url}${path}`)).json();

test("a customer registers, finds a product, buys it, gets the mail, and reviews what she bought", async () => {
  const { token, email } = await local.client.register();
  const found = await local.client.call("GET", "/products?inStock=true&limit=5");
  const product = found.body.items[0];
  const sku = product.variants.find((variant: { available: number }) => variant.available > 0).sku;
  const cartId = await local.client.cartWith([{ sku, quantity: 1 }], token);

  const ordered = await local.client.order(cartId, { token });

  expect(ordered.status).toBe(201);
  expect(ordered.body).toMatchObject({
    status: "paid",
    email,
    items: [{ sku, quantity: 1 }],
    payment: { status: "paid" },
  });
  await eventually(
    async () => {
      const mails = (await getJson("/console/mail.json")) as {
        to: string[];
        subject: string;
        text: string;
      }[];
      const mine = mails.filter(({ to }) => to.includes(email));
      const subjects = mine.map(({ subject }) => subject);
      expect(subjects.toSorted()).toEqual([
        "Confirm your e-mail address",
        `Your order ${ordered.body.number}`,
      ]);
    },
    { withinMs: 15_000 },
  );
  await eventually(
    async () => {
      const { body: cart } = await local.client.call("GET", "/carts/me", { token });
      expect(cart.items).toEqual([]);
    },
    { withinMs: 15_000 },
  );

  const reviewed = await local.client.call("POST", "/reviews", {
    token,
    body: { productId: product.id, rating: 5, title: "Lovely", body: "It does what it says." },
  });

  expect(reviewed.status).toBe(202);
  await eventually(
    async () => {
      const { body: review } = await local.client.call("GET", `/reviews/${reviewed.body.id}`);
      expect(review).toMatchObject({ status: "published", rating: 5, verifiedPurchase: true });
      const { body: rated } = await local.client.call("GET", `/products/${product.id}`, { token });
      expect(rated.rating).toEqual({ average: 5, count: 1 });
    },
    { withinMs: 20_000 },
  );
});

test("a guest orders with an address, and opens the order with the token of its confirmation", async () => {
  const { body } = await local.client.call("GET", "/products?inStock=true&limit=1");
  const cartId = await local.client.cartWith([{ sku: body.items[0].variants[0].sku, quantity: 1 }]);

  const ordered = await local.client.order(cartId, { email: "guest-of-the-shop@example.test" });
  const opened = await local.client.call("GET", `/orders/${ordered.body.id}?token=${ordered.body.token}`);
  const forged = await local.client.call("GET", `/orders/${ordered.body.id}?token=${ordered.body.token}x`);

  expect(ordered.status).toBe(201);
  expect(opened.body).toMatchObject({ id: ordered.body.id, status: "paid" });
  expect(forged.status).toBe(404);
});

test("a declined card leaves the stock free and the order as it failed", async () => {
  const staff = await local.client.login("staff@shopeasy.test");
  const { sku } = await local.client.stockedProduct(staff, 3);
  const cartId = await local.client.cartWith([{ sku, quantity: 2 }]);

  const declined = await local.client.order(cartId, {
    email: "poor@example.test",
    paymentMethod: "pm_card_chargeDeclined",
  });

  expect(declined.status).toBe(402);
  expect(declined.body).toMatchObject({
    type: expect.stringMatching(/payment-declined$/),
    declineCode: "generic_decline",
  });
  const { body: order } = await local.client.call("GET", `/orders/${declined.body.orderId}`, {
    token: staff,
  });
  expect(order.status).toBe("payment-failed");
  const { body: stock } = await local.client.call("GET", `/inventory/${sku}`, { token: staff });
  expect(stock).toMatchObject({ onHand: 3, reserved: 0, available: 3 });
});

test("card data is refused, under whatever name", async () => {
  const cartId = await local.client.cartWith([]);

  const refused = await local.client.call("POST", "/orders", {
    headers: { "idempotency-key": "card-data" },
    body: { cartId, cardNumber: "4242424242424242", email: "card-data@example.test" },
  });

  expect([refused.status, refused.body.type]).toEqual([
    400,
    "https://shopeasy.dev/problems/card-data-refused",
  ]);
});

test("one order's trace shows the gateway, the services, SQL and AWS, and its request id finds its log lines", async () => {
  const { body } = await local.client.call("GET", "/products?inStock=true&limit=1");
  const cartId = await local.client.cartWith([{ sku: body.items[0].variants[0].sku, quantity: 1 }]);

  const ordered = await local.client.order(cartId, { email: "traced@example.test" });

  const [, traceId] = /Root=([^;]+)/.exec(ordered.headers.get("x-amzn-trace-id") ?? "") ?? [];
  await eventually(
    async () => {
      const trace = JSON.stringify(await getJson(`/console/traces/${traceId}.json`));
      const { documents } = JSON.parse(trace) as { documents: { name: string }[] };
      const segments = documents.map(({ name }) => name);
      expect(segments).toEqual(expect.arrayContaining(["gateway", "orders", "cart", "catalog"]));
      expect(trace).toContain("sanitized_query");
      expect(trace).toContain("DynamoDB");
    },
    { withinMs: 10_000 },
  );
  const requestId = ordered.headers.get("x-request-id") ?? "";
  const lines = local.shop
    .logs()
    .filter((line) => line.includes(requestId))
    .map((line) => JSON.parse(line));
  expect(new Set(lines.map(({ service }) => service))).toEqual(new Set(["orders", "cart", "catalog"]));
});

test("what runs is named in run.json, and each of it answers", async () => {
  const { gateway, processes, endpoints } = local.shop.run();

  expect(gateway).toBe(local.shop.url);
  expect(processes.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "postgres",
      "cloud",
      "users",
      "catalog",
      "cart",
      "orders",
      "orders-worker",
      "feedback",
      "gateway",
    ]),
  );
  expect(Object.keys(endpoints)).toEqual(
    expect.arrayContaining(["postgres", "dynamodb", "sqs", "sesv2", "payments"]),
  );
  for (const { pid } of processes) expect(() => process.kill(pid, 0)).not.toThrow();
});

test("logs and traces hold no password, token, guest cart id, card number or e-mail address", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);
