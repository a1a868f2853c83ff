import { join } from "node:path";
import { freshDatabase } from "@shopeasy/testing/database";
import {
  type ServiceProgram,
  serviceTokenSecret,
  startServiceProgram,
} from "@shopeasy/testing/service-program";
import { freshTable } from "@shopeasy/testing/tables";
import postgres from "postgres";
import { eraseGuests } from "../src/personal-data/erase-guests";
import { PersonalData } from "../src/personal-data/personal-data-schemas";
import { aCustomer, bearer, codeOf, password } from "./customers";
import { mailedToken } from "./mailed-tokens";
import { nowhere, type RunningUsers, runUsers } from "./running-users";

let ordersDatabase: Awaited<ReturnType<typeof freshDatabase>>;
let sql: postgres.Sql;
let orders: ServiceProgram;
let cart: ServiceProgram;
let feedback: ServiceProgram;
let users: RunningUsers;
/** With orders away. */
let alone: RunningUsers;

beforeAll(async () => {
  ordersDatabase = await freshDatabase({
    migrationsFolder: join(__dirname, "../../orders/src/db/migrations"),
  });
  sql = postgres(ordersDatabase.url, { max: 1 });
  const EVENTS_TOPIC_ARN = "arn:aws:sns:us-east-1:000000000000:unused";
  const elsewhere = { CATALOG_URL: nowhere, CART_URL: nowhere, USERS_URL: nowhere, ORDERS_URL: nowhere };
  const shared = { ...elsewhere, EVENTS_TOPIC_ARN, ...(await freshTable("carts")).environment };
  [orders, cart, feedback] = await Promise.all([
    startServiceProgram("services/orders/main.js", {
      ...shared,
      DATABASE_URL: ordersDatabase.url,
      STRIPE_SECRET_KEY: "sk_test_unused",
      STRIPE_WEBHOOK_SECRET: "whsec_unused",
      GUEST_TOKEN_SECRET: "a-guest-token-secret-for-tests-only",
      WEBHOOK_SECRET_KEY: "a-webhook-secret-key-for-tests-only",
    }),
    startServiceProgram("services/cart/main.js", shared),
    startServiceProgram("services/feedback/main.js", shared),
  ]);
  const neighbours = {
    SERVICE_TOKEN_SECRET: serviceTokenSecret,
    CART_URL: cart.internalUrl,
    FEEDBACK_URL: feedback.internalUrl,
  };
  users = await runUsers({ ...neighbours, ORDERS_URL: orders.internalUrl });
  alone = await runUsers({ ...neighbours, ORDERS_URL: nowhere });
}, 60_000);
afterAll(async () => {
  await Promise.all([users, alone, orders, cart, feedback].map((each) => each?.stop()));
  await sql?.end();
  await ordersDatabase?.drop();
}, 30_000);

const exported = ({ api }: RunningUsers, who: { accessToken: string }) =>
  api.get("/users/me/export").set("Authorization", bearer(who));

/** So many orders of a customer's, or of a guest's, that are over. */
const ordered = (count: number, { id, email }: { id: string | null; email: string }) => sql`
  insert into orders (id, number, status, step, customer_id, email, cart_id, cart_version, currency, subtotal, discount,
    shipping, tax, total, shipping_address, billing_address, shipping_method, payment_method, placed_at, updated_at)
  select gen_random_uuid(), gen_random_uuid(), 'cancelled', 'done', ${id}, ${email}, gen_random_uuid(), n, 'USD', 100, 0,
    0, 0, 100, address, address, 'standard', 'pm_card_visa', now(), now()
  from generate_series(1, ${count}) n,
    (select jsonb_build_object('name', ${email}::text, 'line1', '1 Main Street', 'city', 'Springfield', 'country', 'US') as address) a`;

describe("the export of all that is held on somebody", () => {
  it("is one document of all services, with all of a thousand orders", async () => {
    const customer = await aCustomer(users);
    const stranger = await aCustomer(users);
    await ordered(1_000, customer);
    await ordered(1, stranger);

    const answer = await exported(users, customer).expect(200);

    const document = PersonalData.parse(answer.body);
    expect(document).toMatchObject({
      account: { id: customer.id, email: customer.email, name: customer.name },
      sessions: [{ endedAt: null }],
      mailedLinks: [{ purpose: "verify-email", email: customer.email }],
      knownNetworks: [{}],
      cart: null,
      feedback: { reviews: [], votes: [], reports: [], feedback: [] },
    });
    expect(new Set(document.orders.map(({ id }) => id)).size).toBe(1_000);
    expect(JSON.stringify(document)).not.toContain(stranger.email);
    expect(JSON.stringify(document)).not.toMatch(/argon2|refresh/);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename="personal-data-.*\.json"$/);
  });

  it("is not given while a service is away, not even a part of it", async () => {
    const customer = await aCustomer(alone);

    const answer = await exported(alone, customer).expect(503);

    expect(codeOf(answer)).toBe("upstream-unavailable");
    expect(JSON.stringify(answer.body)).not.toContain(customer.email);
  });

  it("is nobody's without a token", async () => {
    await users.api.get("/users/me/export").expect(401);
  });
});

it("a guest's orders under the verified address of an erased account are erased, and the address is forgotten", async () => {
  const customer = await aCustomer(users);
  const token = await mailedToken(users, customer, "verify-email");
  await users.api.post("/auth/verify-email").send({ token }).expect(204);
  await ordered(3, { id: null, email: customer.email });
  await users.api.delete("/users/me").set("Authorization", bearer(customer)).send({ password }).expect(204);

  while ((await eraseGuests(users.deps)) > 0);

  const guests = await sql`select count(*)::int as left from orders where email = ${customer.email}`;
  const waiting = await users.deps.database.sql`select email from guest_erasures`;
  expect([guests[0]?.left, waiting.length]).toEqual([0, 0]);
});
