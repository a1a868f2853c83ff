import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { type CartGround, cartCalls, contents, startCartGround } from "./cart-ground";
import { startOrders } from "./orders-neighbour";

let ground: CartGround;
let orders: Awaited<ReturnType<typeof startOrders>>;
let api: CartGround["api"];
let calls: ReturnType<typeof cartCalls>;
let sku: string;

beforeAll(async () => {
  [ground, orders] = await Promise.all([startCartGround(), startOrders()]);
  const task = ground.startTask({ ORDERS_URL: orders.internalUrl });
  api = task.api;
  calls = cartCalls(task);
  ({ sku } = await ground.catalog.sell());
}, 60_000);
afterAll(async () => {
  await ground?.stop();
  await orders?.stop();
});

/** Values that a body has and that it should not have, in places where a value belongs. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("__proto__", "constructor", "\u0000", "A".repeat(65), -1, 1e21, Number.MAX_SAFE_INTEGER),
);

const anyBody = fc.oneof(
  anything,
  fc.record({ sku: fc.oneof(fc.constant("SKU"), anything), quantity: fc.oneof(fc.constant(1), anything) }),
  fc.record({ code: anything }),
  fc.dictionary(fc.string(), anything),
);

const anyHeaders = fc.record(
  { "if-match": fc.stringMatching(/^[ -~]{0,20}$/) },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>;

/** Parts of a path, as they may come. */
const anyPart = fc.oneof(
  fc.string({ minLength: 1 }).map(encodeURIComponent),
  fc.constantFrom("..", "%00", "%E0%A4%A", "me", "constructor", "%2e%2e%2f", randomUUID()),
);

test("whatever is sent is answered as the sender's own fault, and the cart stays as it is", async () => {
  const id = await calls.guestCart([sku, 2]);
  const before = (await calls.get(id)).body;

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("items", "coupon", "merge", `items/${sku}`),
      fc.constantFrom("post", "put", "delete", "patch") as fc.Arbitrary<"post" | "put" | "delete" | "patch">,
      anyBody,
      anyHeaders,
      async (path, method, body, headers) => {
        // These would be in order.
        fc.pre(method !== "delete");

        const answer = await api[method](`/api/v1/carts/${id}/${path}`)
          .set({ ...headers, "content-type": "application/json" })
          .send(JSON.stringify(body));

        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.headers["content-type"]).toContain("application/problem+json");
      },
    ),
    { numRuns: 150 },
  );

  expect((await calls.get(id)).body).toEqual(before);
}, 60_000);

test("an address that means nothing is told so", async () => {
  await fc.assert(
    fc.asyncProperty(anyPart, anyPart, async (cart, line) => {
      const answers = await Promise.all([
        api.get(`/api/v1/carts/${cart}`),
        api.delete(`/api/v1/carts/${cart}/items/${line}`),
        api.put(`/api/v1/carts/${cart}/items/${line}`).send({ quantity: 1 }),
      ]);

      for (const { status } of answers) expect([400, 401, 404, 405]).toContain(status);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test.each(["constructor", "toString", "hasOwnProperty", "__proto__", "length"])(
  "%s is a SKU like any other: nobody sells it",
  async (name) => {
    const id = await calls.guestCart([sku, 1]);

    const answers = [await calls.add(id, name), await calls.set(id, name, 2), await calls.remove(id, name)];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 200]);
    expect(contents(await calls.get(id))).toEqual({ [sku]: 1 });
  },
);
