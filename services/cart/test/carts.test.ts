import { randomUUID } from "node:crypto";
import { UserId } from "@shopeasy/contracts/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { newOwnCart } from "../src/carts/cart-rules";
import { readCart } from "../src/db/read-cart";
import { replaceCarts } from "../src/db/replace-carts";
import { type CartGround, cartCalls, codeOf, contents, days, signedIn, startCartGround } from "./cart-ground";

let ground: CartGround;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  ground = await startCartGround();
  calls = cartCalls(ground);
}, 60_000);
afterAll(() => ground?.stop());

describe("getting a cart", () => {
  test("a guest gets a new one each time, empty and with an id that can't be guessed", async () => {
    const [one, other] = await Promise.all([calls.open(), calls.open()]);

    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(other.body.id);
    expect(one.body.id[14]).toBe("4");
    expect(one.headers["cache-control"]).toContain("no-store");
    expect(one.headers.location).toBe(`/api/v1/carts/${one.body.id}`);
    expect(one.body).toEqual({
      id: expect.any(String),
      currency: "USD",
      items: [],
      coupon: null,
      subtotal: { amount: 0, currency: "USD" },
      discount: { amount: 0, currency: "USD" },
      total: { amount: 0, currency: "USD" },
      itemCount: 0,
      version: 1,
      updatedAt: expect.any(String),
      expiresAt: expect.any(String),
    });
    const lifetime = Date.parse(one.body.expiresAt) - Date.parse(one.body.updatedAt);
    expect(Math.abs(lifetime - days(30))).toBeLessThanOrEqual(1_000);
  });

  test("a customer gets her own, and the same one from every tab", async () => {
    const { authorization } = await signedIn();

    const tabs = await Promise.all(Array.from({ length: 8 }, () => calls.open({ authorization })));

    expect(tabs.map(({ status }) => status)).toEqual(tabs.map(() => 201));
    expect(new Set(tabs.map(({ body }) => body.id)).size).toBe(1);
    const mine = await ground.api.get("/api/v1/carts/me").set({ authorization });
    expect(mine.body).toEqual(tabs[0]?.body);
  });

  test("opening her cart again keeps what is in it", async () => {
    const { sku } = await ground.catalog.sell();
    const { who } = await calls.customer([sku, 2]);

    const again = await calls.open(who);

    expect(contents(again)).toEqual({ [sku]: 2 });
  });

  test("without a token there is no cart of one's own, and a broken token is refused everywhere", async () => {
    const mine = await ground.api.get("/api/v1/carts/me");
    const broken = await calls.open({ authorization: "Bearer nonsense" });

    expect(mine.status).toBe(401);
    expect(mine.headers["www-authenticate"]).toBe("Bearer");
    expect(broken.status).toBe(401);
  });

  test("a customer who has none yet is told so", async () => {
    const answer = await ground.api.get("/api/v1/carts/me").set(await authorizationOf("customer"));

    expect([answer.status, codeOf(answer)]).toEqual([404, "cart-not-found"]);
  });

  test.each([
    ["an id that is none", (id: string) => ground.api.get(`/api/v1/carts/${id}x`), 400],
    ["a field nobody knows", () => ground.api.post("/api/v1/carts").send({ name: "mine" }), 400],
    ["a method that is not there", (id: string) => ground.api.put(`/api/v1/carts/${id}`), 405],
  ])("%s is refused", async (_what, call, status) => {
    const answer = await call(await calls.guestCart());

    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  });
});

describe("whose cart it is", () => {
  test("a guest's opens to whoever has its id, signed in or not", async () => {
    const id = await calls.guestCart();

    const answers = await Promise.all([calls.get(id), calls.get(id, await authorizationOf("customer"))]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  test.each([
    ["a guest", null],
    ["another customer", "customer"],
    ["staff", "staff"],
    ["an admin", "admin"],
  ] as const)("a customer's is not there for %s, whatever is tried", async (_whom, role) => {
    const { sku } = await ground.catalog.sell();
    const { cartId, who: owner } = await calls.customer([sku, 1]);
    const who = role ? await authorizationOf(role) : {};

    const answers = await Promise.all([
      calls.get(cartId, who),
      calls.add(cartId, sku, 1, who),
      calls.set(cartId, sku, 5, who),
      calls.remove(cartId, sku, who),
      calls.empty(cartId, who),
      calls.setCoupon(cartId, "TEN", who),
      calls.removeCoupon(cartId, who),
      ...(role ? [calls.merge(cartId, who)] : []),
    ]);

    expect(answers.map(codeOf)).toEqual(answers.map(() => "cart-not-found"));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(contents(await calls.get(cartId, owner))).toEqual({ [sku]: 1 });
  });

  test("a stranger's guess at an id finds nothing, and makes nothing", async () => {
    const { sku } = await ground.catalog.sell();
    const id = randomUUID();

    const answers = await Promise.all([calls.get(id), calls.add(id, sku), calls.remove(id, sku)]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await calls.get(id)).status).toBe(404);
  });
});

describe("what an order is made from", () => {
  const ask = async (id: string) =>
    ground.internal.get(`/internal/carts/${id}`).set("authorization", await ground.serviceToken());

  test("the service that asks gets whose it is, its version, and how many of what", async () => {
    const { sku } = await ground.catalog.sell();
    const { cartId, userId } = await calls.customer([sku, 3]);

    const { body } = await ask(cartId);

    expect(body).toEqual({
      id: cartId,
      ownerId: userId,
      currency: "USD",
      coupon: null,
      version: expect.any(Number),
      items: [{ sku, quantity: 3 }],
    });
  });

  test("a guest's has no owner, and one that is not there is a 404", async () => {
    const [guests, unknown] = await Promise.all([ask(await calls.guestCart()), ask(randomUUID())]);

    expect(guests.body).toMatchObject({ ownerId: null, items: [] });
    expect([unknown.status, codeOf(unknown)]).toEqual([404, "cart-not-found"]);
  });

  test("without a service token nobody is told", async () => {
    const answer = await ground.internal.get(`/internal/carts/${await calls.guestCart()}`);

    expect(answer.status).toBe(401);
  });

  test("the service says that it is ready", async () => {
    const { status, body } = await ground.internal.get("/health/ready");

    expect([status, body.parts]).toEqual([200, { carts: "up" }]);
  });
});

// Last, since time only goes forward.
describe("30 days after its last use", () => {
  test("a cart is gone for every call, though the table still has it", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 1]);
    const { authorization } = await signedIn();

    ground.pass(days(30) + 2_000);

    const answers = await Promise.all([
      calls.get(id),
      calls.add(id, sku),
      calls.set(id, sku, 2),
      calls.remove(id, sku),
      calls.empty(id),
      calls.setCoupon(id, "TEN"),
      calls.removeCoupon(id),
      calls.merge(id, { authorization }),
      ground.internal.get(`/internal/carts/${id}`).set("authorization", await ground.serviceToken()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  });

  test("a customer begins anew with an empty one, whose version is none that she had before", async () => {
    const { sku } = await ground.catalog.sell();
    const { who, cartId } = await calls.customer([sku, 1]);
    const { body: before } = await calls.get(cartId, who);

    ground.pass(days(31));
    const gone = await calls.get(cartId, who);
    const { body: after } = await calls.open(who);

    expect(gone.status).toBe(404);
    expect(after).toMatchObject({ id: cartId, items: [] });
    expect(after.version).toBeGreaterThan(before.version);
  });

  test("looking at a cart is using it", async () => {
    const id = await calls.guestCart();
    ground.pass(days(20));
    const { body: seen } = await calls.get(id);

    ground.pass(days(20));
    const { status, body } = await calls.get(id);

    expect(status).toBe(200);
    expect(body.version).toBe(seen.version);
    expect(Date.parse(body.expiresAt) - Date.parse(seen.expiresAt)).toBeGreaterThanOrEqual(days(20) - 1_000);
  });

  test("the table deletes a cart that expired", async () => {
    const { deps } = ground;
    const longAgo = new Date(Date.now() - days(31));
    const cart = newOwnCart(UserId.parse(randomUUID()), null, longAgo);

    await replaceCarts(deps, [{ before: null, after: cart }]);

    await eventually(async () => expect(await readCart(deps, cart.id)).toBeNull());
  });
});

const authorizationOf = async (role: "customer" | "staff" | "admin") => ({
  authorization: (await signedIn(role)).authorization,
});
