import { UserId } from "@shopeasy/contracts/ids";
import { grantAccounts } from "../src/accounts/grant-accounts";
import { outboxTable } from "../src/db/schema";
import { eraseGuests } from "../src/personal-data/erase-guests";
import { eraseRestored } from "../src/personal-data/erase-restored";
import { aCustomer, aPerson, bearer, codeOf, password } from "./customers";
import { answerAllForgotten, mailedToken } from "./mailed-tokens";
import { type RunningUsers, runUsers } from "./running-users";

type Caller = { accessToken: string };

let users: RunningUsers;
beforeEach(async () => {
  users = await runUsers();
});
afterEach(() => users.stop());

const erase = (who: Caller, given = password) =>
  users.api.delete("/users/me").set("Authorization", bearer(who)).send({ password: given });
const signIn = (email: string, given = password) =>
  users.api.post("/auth/login").send({ email, password: given });
const refresh = (refreshToken: string) => users.api.post("/auth/refresh").send({ refreshToken });

async function signedIn({ email }: { email: string }) {
  const { body } = await signIn(email).expect(200);
  return { accessToken: body.accessToken as string, refreshToken: body.refreshToken as string };
}

/** In which tables a text occurs, whatever the column. */
async function placesOf(text: string): Promise<string[]> {
  const { sql } = users.deps.database;
  const tables = await sql`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const hits: string[] = [];
  for (const { name } of tables) {
    const [found] = await sql`
      select count(*)::int as rows from ${sql(name)} t where to_jsonb(t)::text ilike ${`%${text}%`}`;
    if (found?.rows > 0) hits.push(name);
  }
  return hits;
}

const rowsIn = async (table: string) => {
  const { sql } = users.deps.database;
  const [{ rows } = { rows: -1 }] = await sql`select count(*)::int as rows from ${sql(table)}`;
  return rows as number;
};

const anAddress = {
  name: "Ada Lovelace",
  line1: "12 Analytical Row",
  city: "Springfield",
  region: "IL",
  postalCode: "62701",
  country: "US",
  phone: "+1 555 0199",
};

describe("whoever erases herself", () => {
  it("leaves nothing: no account, session, address, link, failure or known network", async () => {
    const customer = await aCustomer(users);
    await users.api
      .post("/users/me/addresses")
      .set("Authorization", bearer(customer))
      .send(anAddress)
      .expect(201);
    await signedIn(customer);
    await signIn(customer.email, "not the password").expect(401);
    await users.api.post("/auth/password/forgot").send({ email: customer.email }).expect(202);
    await answerAllForgotten(users);
    await users.api.post("/auth/password/forgot").send({ email: customer.email }).expect(202);

    await erase(customer).expect(204);

    const tables = [
      "accounts",
      "sessions",
      "refresh_tokens",
      "addresses",
      "one_time_tokens",
      "sign_in_failures",
      "sign_in_networks",
      "forgotten_passwords",
      "guest_erasures",
    ];
    const left = await Promise.all(tables.map(async (table) => [table, await rowsIn(table)]));
    expect(left).toEqual(tables.map((table) => [table, 0]));
    for (const text of [customer.email, "Lovelace", "Analytical Row", "555 0199"]) {
      expect(await placesOf(text)).toEqual([]);
    }
  });

  it("has the other services told, by her id alone", async () => {
    const customer = await aCustomer(users);

    await erase(customer).expect(204);

    const events = await users.deps.database.db.select({ payload: outboxTable.payload }).from(outboxTable);
    const told = events
      .map(({ payload }) => payload as { type: string })
      .filter(({ type }) => type === "user.erased");
    expect(told).toEqual([
      expect.objectContaining({
        aggregateId: customer.id,
        aggregateVersion: 2,
        data: { userId: customer.id },
      }),
    ]);
  });

  it("is signed in nowhere any more, and her token finds no account", async () => {
    const customer = await aCustomer(users);
    const elsewhere = await signedIn(customer);

    await erase(customer).expect(204);

    const refused = await Promise.all([
      refresh(customer.refreshToken),
      refresh(elsewhere.refreshToken),
      signIn(customer.email),
      users.api.get("/users/me").set("Authorization", bearer(customer)),
      users.api.get("/users/me/export").set("Authorization", bearer(customer)),
      erase(customer),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(Array(6).fill(401));
    const addresses = await users.api.get("/users/me/addresses").set("Authorization", bearer(customer));
    expect(JSON.stringify(addresses.body)).not.toContain("Lovelace");
  });

  it("can register again with her address, and is somebody new", async () => {
    const customer = await aCustomer(users);
    await erase(customer).expect(204);

    const again = await aCustomer(users, { email: customer.email });

    expect(again.id).not.toBe(customer.id);
  });

  it("has to know the password; guessing is counted as at sign-in, and locked", async () => {
    const customer = await aCustomer(users);

    const answers = [];
    for (let i = 0; i < 11; i++) answers.push(await erase(customer, "a guess of a thief's"));

    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429]);
    expect(codeOf(answers[0] ?? { body: {} })).toBe("invalid-credentials");
    expect(codeOf(answers[10] ?? { body: {} })).toBe("account-locked");
    expect(await placesOf(customer.email)).toContain("accounts");
  });

  it.each([{}, { password: "" }, { password: 1 }, { password, reason: "none" }])(
    "is not understood by %j",
    async (body) => {
      const customer = await aCustomer(users);

      await users.api.delete("/users/me").set("Authorization", bearer(customer)).send(body).expect(400);
    },
  );

  it("is gone once, though she asks twice at once, refreshes and signs in meanwhile", async () => {
    for (let round = 0; round < 8; round++) {
      const customer = await aCustomer(users);

      const [first, second, ...others] = await Promise.all([
        erase(customer),
        erase(customer),
        refresh(customer.refreshToken),
        signIn(customer.email),
        users.api.patch("/users/me").set("Authorization", bearer(customer)).send({ name: "Ada King" }),
      ]);

      expect([first.status, second.status].sort()).toEqual([204, 401]);
      expect(others.map(({ status }) => status).filter((status) => ![200, 401].includes(status))).toEqual([]);
      expect(await placesOf(customer.email)).toEqual([]);
    }
  });

  it("is not the shop's last admin", async () => {
    const [admin, other] = [aPerson(), aPerson()];
    await grantAccounts(
      users.deps,
      [admin, other].map((person) => ({ ...person, role: "admin" as const })),
    );

    const first = await erase(await signedIn(admin));
    const last = await erase(await signedIn(other));

    expect([first.status, last.status]).toEqual([204, 409]);
    expect(codeOf(last)).toBe("last-admin");
    await signIn(other.email).expect(200);
  });
});

describe("an account that a restored backup has brought back", () => {
  it("is erased again once the event is replayed; others stay", async () => {
    const [customer, other] = [await aCustomer(users), await aCustomer(users)];

    for (let i = 0; i < 2; i++) await eraseRestored(users.deps, UserId.parse(customer.id));

    await signIn(customer.email).expect(401);
    expect(await placesOf(customer.email)).toEqual([]);
    await signIn(other.email).expect(200);
  });
});

describe("what was done as a guest under a verified address", () => {
  it("is to be erased, too: the address waits until orders has heard of it", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, "verify-email");
    await users.api.post("/auth/verify-email").send({ token }).expect(204);

    await erase(customer).expect(204);

    expect(await placesOf(customer.email)).toEqual(["guest_erasures"]);
    await expect(eraseGuests(users.deps)).rejects.toMatchObject({ code: "upstream-unavailable" });
    expect(await placesOf(customer.email)).toEqual(["guest_erasures"]);
  });
});
