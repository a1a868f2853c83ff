import { eq } from "drizzle-orm";
import { accounts, signInFailures } from "../src/db/schema";
import { PasswordHasher } from "../src/passwords/password-hasher";
import { purgeFailures } from "../src/sessions/purge-failures";
import { aCustomer, aPerson, bearer, codeOf, password } from "./customers";
import { cheapCost, type RunningUsers, runUsers } from "./running-users";

const minutes = 60_000;
const wrong = "not the password at all";

describe("signing in", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => users.stop());

  const signIn = (email: string, given = password) =>
    users.api.post("/auth/login").send({ email, password: given });
  async function fail(email: string, times: number) {
    for (let i = 0; i < times; i++) await signIn(email, wrong).expect(401);
  }

  it("gives the user and tokens that are believed", async () => {
    const customer = await aCustomer(users);

    const { body } = await signIn(customer.email.toUpperCase()).expect(200);

    expect(body).toMatchObject({ user: { id: customer.id, email: customer.email }, expiresIn: 900 });
    await users.api.get("/users/me").set("Authorization", bearer(body)).expect(200);
  });

  it("takes a password that another keyboard encodes differently", async () => {
    const customer = await aCustomer(users, { password: "caf\u00e9 au lait at nine" });

    await signIn(customer.email, "cafe\u0301 au lait at nine").expect(200);
  });

  it("answers a wrong password and an unknown address in the same words, after the same work", async () => {
    const customer = await aCustomer(users);
    const comparing = jest.spyOn(users.deps.passwords, "verify");
    const hashing = jest.spyOn(users.deps.passwords, "hash");

    const known = await signIn(customer.email, wrong).expect(401);
    const unknown = await signIn(aPerson().email, wrong).expect(401);

    expect(codeOf(known)).toBe("invalid-credentials");
    expect({ ...unknown.body, instance: "" }).toEqual({ ...known.body, instance: "" });
    expect(unknown.headers["www-authenticate"]).toBe(known.headers["www-authenticate"]);
    expect(comparing).toHaveBeenCalledTimes(2);
    expect(hashing).not.toHaveBeenCalled();
  });

  it("locks an address after ten failures, also against the right password, until 15 minutes have passed", async () => {
    const customer = await aCustomer(users);
    await fail(customer.email, 10);

    const locked = await signIn(customer.email).expect(429);

    expect(codeOf(locked)).toBe("account-locked");
    expect(Number(locked.headers["retry-after"])).toBeGreaterThan(14 * 60);
    expect(Number(locked.headers["retry-after"])).toBeLessThanOrEqual(15 * 60);
    users.wait(15 * minutes);
    await signIn(customer.email).expect(200);
  });

  it("locks an address that has no account the same way", async () => {
    const { email } = aPerson();
    await fail(email, 10);

    const locked = await signIn(email, wrong).expect(429);

    expect(codeOf(locked)).toBe("account-locked");
  });

  it("counts only the failures of the last 15 minutes", async () => {
    const customer = await aCustomer(users);
    await fail(customer.email, 9);
    users.wait(16 * minutes);

    await fail(customer.email, 9);

    await signIn(customer.email).expect(200);
  });

  it("begins to count anew once the password was right", async () => {
    const customer = await aCustomer(users);
    await fail(customer.email, 9);
    await signIn(customer.email).expect(200);

    await fail(customer.email, 9);

    await signIn(customer.email).expect(200);
  });

  it("judges no more than ten of many guesses that come at once", async () => {
    const customer = await aCustomer(users);

    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(customer.email, wrong)));

    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(20).fill(429)]);
  });

  it("lets a customer sign in on many devices at once", async () => {
    const customer = await aCustomer(users);

    const answers = await Promise.all(Array.from({ length: 15 }, () => signIn(customer.email)));

    expect(answers.map(({ status }) => status)).toEqual(Array(15).fill(200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(15);
  });

  it("counts failures without keeping the address, and forgets them when they count no more", async () => {
    const { email } = aPerson();
    await fail(email, 1);
    const { db } = users.deps.database;
    expect(JSON.stringify(await db.select().from(signInFailures))).not.toContain(email);
    users.wait(16 * minutes);

    const purged = await purgeFailures(users.deps);

    expect(purged).toBeGreaterThan(0);
    expect(await db.$count(signInFailures)).toBe(0);
  });

  it("tells that an account is disabled only to who knows its password", async () => {
    const customer = await aCustomer(users);
    await users.deps.database.db
      .update(accounts)
      .set({ disabledAt: new Date() })
      .where(eq(accounts.email, customer.email));

    const knowing = await signIn(customer.email).expect(403);
    const guessing = await signIn(customer.email, wrong).expect(401);

    expect(codeOf(knowing)).toBe("account-disabled");
    expect(codeOf(guessing)).toBe("invalid-credentials");
  });

  it("hashes the password anew when hashes are to cost something else", async () => {
    const customer = await aCustomer(users);
    const cost = { ...cheapCost, timeCost: 2 };
    const hashOf = async () => {
      const [found] = await users.deps.database.db
        .select({ hash: accounts.passwordHash })
        .from(accounts)
        .where(eq(accounts.email, customer.email));
      return found?.hash;
    };
    const usual = users.deps.passwords;
    expect(await hashOf()).toContain("m=256,t=1,p=1");

    users.deps.passwords = new PasswordHasher({ atOnce: 2, waiting: 8, cost });
    await signIn(customer.email).expect(200);

    expect(await hashOf()).toContain("m=256,t=2,p=1");
    await signIn(customer.email).expect(200);
    users.deps.passwords = usual;
  });

  it("turns people away when too many are signing in", async () => {
    const usual = users.deps.passwords;
    users.deps.passwords = new PasswordHasher({
      atOnce: 1,
      waiting: 1,
      cost: { ...cheapCost, timeCost: 200 },
    });
    const { email } = aPerson();

    const answers = await Promise.all(Array.from({ length: 8 }, () => signIn(email, wrong)));

    users.deps.passwords = usual;
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.map(codeOf)).toEqual(busy.map(() => "busy"));
    expect(busy[0]?.headers["retry-after"]).toBeDefined();
    expect(answers.some(({ status }) => status === 401)).toBe(true);
  });

  it.each([
    ["no password", { email: "ada@example.com" }, "password"],
    ["an unknown field", { email: "ada@example.com", password, remember: true }, "remember"],
    ["an address that is none", { email: "ada@", password }, "email"],
  ])("refuses %s", async (_what, body, path) => {
    const answer = await users.api.post("/auth/login").send(body).expect(400);

    expect(answer.body.errors).toEqual([{ path, message: expect.any(String) }]);
  });

  it("writes neither password nor token nor address to the log", async () => {
    const customer = await aCustomer(users);
    const { body } = await signIn(customer.email).expect(200);
    await signIn(customer.email, wrong).expect(401);

    const log = users.log();

    expect(log).toContain('"event":"user.signed-in"');
    for (const hidden of [customer.email, password, wrong, body.accessToken, body.refreshToken]) {
      expect(log).not.toContain(hidden);
    }
  });
});

describe("the rate limit of sign-ins", () => {
  it("counts registering, signing in, refreshing and changing the password together", async () => {
    const users = await runUsers({ RATE_LIMITS: "reading=100/60s,writing=100/60s,credentials=4/60s" });
    const customer = await aCustomer(users);
    await users.api.post("/auth/login").send({ email: customer.email, password: wrong }).expect(401);
    await users.api.post("/auth/refresh").send({ refreshToken: "unknown" }).expect(401);
    await users.api
      .post("/users/me/password")
      .set("Authorization", bearer(customer))
      .send({ currentPassword: wrong, newPassword: password })
      .expect(401);

    const answer = await users.api.post("/auth/login").send({ email: customer.email, password });

    expect(answer.status).toBe(429);
    expect(codeOf(answer)).toBe("too-many-requests");
    expect(answer.headers["retry-after"]).toBeDefined();
    await users.stop();
  });
});
