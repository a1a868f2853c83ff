import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { freshDatabase } from "@shopeasy/testing/database";
import { freshTopic } from "@shopeasy/testing/queues";
import { type ServiceProgram, startServiceProgram } from "@shopeasy/testing/service-program";
import { accessTokenFor } from "@shopeasy/testing/tokens";
import postgres, { type Sql } from "postgres";
import { callJson } from "./catalog-neighbour";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { address, codeOf, place } from "./placing";

let ground: OrdersGround;
let users: ServiceProgram;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;

beforeAll(async () => {
  database = await freshDatabase({ migrationsFolder: join(__dirname, "../../users/src/db/migrations") });
  sql = postgres(database.url, { max: 1 });
  users = await startServiceProgram("services/users/main.js", {
    ...(await freshTopic()).environment,
    DATABASE_URL: database.url,
    SIGNING_KEY_SECRET: "a-signing-key-secret-for-tests-only",
    // An address book needs none of them.
    CART_URL: "http://127.0.0.1:9",
    ORDERS_URL: "http://127.0.0.1:9",
    FEEDBACK_URL: "http://127.0.0.1:9",
  });
  ground = await startOrdersGround({ usersUrl: users.internalUrl });
}, 60_000);

afterAll(async () => {
  await ground?.stop();
  await users?.stop();
  await sql?.end();
  await database?.drop();
}, 30_000);

const hers = { ...address, line2: "Flat 4", region: "WA" };

/** A customer with an account, and an address in her book. */
async function aCustomerWithAddress() {
  const email = `ada-${randomUUID()}@example.test`;
  const body = { email, password: "a long and unusual pass phrase", name: "Ada" };
  const { user } = await callJson(users, "POST", "/auth/register", { body });
  const token = await accessTokenFor({ userId: user.id, role: "customer" });
  const { id: addressId } = await callJson(users, "POST", "/users/me/addresses", { token, body: hers });
  return { token, email, addressId };
}

test("an order goes to an address of the customer's own book, and to her own e-mail address", async () => {
  const { token, email, addressId } = await aCustomerWithAddress();
  const cartId = await ground.cartWith(await ground.stocked(9), 1, token);

  const { status, body } = await place(ground, cartId, {
    token,
    body: { addressId, shippingAddress: undefined, email: undefined },
  });

  expect(status).toBe(201);
  expect(body).toMatchObject({ email, shippingAddress: hers, billingAddress: hers });
});

test("a card's number that stands in the book goes no further", async () => {
  const { token, addressId } = await aCustomerWithAddress();
  // Users takes none; it may stand there from before it was looked for.
  await sql`update addresses set line2 = '4242 4242 4242 4242' where id = ${addressId}`;
  const cartId = await ground.cartWith(await ground.stocked(9), 1, token);

  const refused = await place(ground, cartId, { token, body: { addressId, shippingAddress: undefined } });

  expect([refused.status, codeOf(refused)]).toEqual([400, "card-data-refused"]);
  expect(refused.body.errors).toMatchObject([{ path: "line2" }]);
});

test("a quote is for it, too", async () => {
  const { token, addressId } = await aCustomerWithAddress();
  const cartId = await ground.cartWith(await ground.stocked(9), 1, token);

  const { body } = await ground.app
    .post("/api/v1/checkout/quote")
    .set("authorization", `Bearer ${token}`)
    .send({ cartId, addressId, shippingMethod: "standard" });

  expect(body).toMatchObject({ complete: true, shipping: { amount: 499 } });
});

test("another customer's address is not there, and a guest has none", async () => {
  const [ada, eve] = await Promise.all([aCustomerWithAddress(), aCustomerWithAddress()]);
  const sku = await ground.stocked(9);
  const body = { addressId: ada.addressId, shippingAddress: undefined };

  const eves = await place(ground, await ground.cartWith(sku, 1, eve.token), { token: eve.token, body });
  const guests = await place(ground, await ground.cartWith(sku, 1), { body });

  expect([eves.status, codeOf(eves)]).toEqual([404, "unknown-address"]);
  expect([guests.status, guests.body.errors[0].path]).toEqual([400, "addressId"]);
});

test("an address and one of the book are not both wanted, and one of them is", async () => {
  const cartId = randomUUID();

  const both = await place(ground, cartId, { body: { addressId: randomUUID() } });
  const none = await place(ground, cartId, { body: { shippingAddress: undefined } });

  expect([both.status, none.status]).toEqual([400, 400]);
  expect(none.body.errors).toEqual([
    { path: "shippingAddress", message: expect.stringContaining("addressId") },
  ]);
});
