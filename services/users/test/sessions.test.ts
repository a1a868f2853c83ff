import { UserId } from "@shopeasy/contracts/ids";
import { eq } from "drizzle-orm";
import { accounts, refreshTokens, sessions } from "../src/db/schema";
import { purgeSessions } from "../src/sessions/purge-sessions";
import { purgeSpentTokens } from "../src/sessions/purge-spent-tokens";
import { aCustomer, bearer, codeOf, password } from "./customers";
import { type RunningUsers, runUsers } from "./running-users";

const days = 86_400_000;

describe("a session", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  const refresh = (refreshToken: string) => users.api.post("/auth/refresh").send({ refreshToken });
  const logout = (refreshToken: string) => users.api.post("/auth/logout").send({ refreshToken });

  it("goes on with a new pair of tokens", async () => {
    const customer = await aCustomer(users);

    const { body } = await refresh(customer.refreshToken).expect(200);

    expect(body).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.not.stringContaining(customer.refreshToken),
      expiresIn: 900,
    });
    const me = await users.api.get("/users/me").set("Authorization", bearer(body)).expect(200);
    expect(me.body.id).toBe(customer.id);
    await refresh(body.refreshToken).expect(200);
  });

  it("ends, with all its tokens, when a spent token is presented again", async () => {
    const customer = await aCustomer(users);
    const { body: second } = await refresh(customer.refreshToken).expect(200);
    const { body: third } = await refresh(second.refreshToken).expect(200);

    const reused = await refresh(customer.refreshToken).expect(401);

    expect(codeOf(reused)).toBe("token-reused");
    expect(codeOf(await refresh(third.refreshToken).expect(401))).toBe("invalid-token");
    expect(codeOf(await refresh(second.refreshToken).expect(401))).toBe("token-reused");
  });

  it("leaves the customer's other sessions alone when it ends by a reused token", async () => {
    const customer = await aCustomer(users);
    const { body: other } = await users.api.post("/auth/login").send({ email: customer.email, password });
    await refresh(customer.refreshToken).expect(200);

    await refresh(customer.refreshToken).expect(401);

    await refresh(other.refreshToken).expect(200);
  });

  it("gives a new pair once, and ends, when one token is presented many times at once", async () => {
    const customer = await aCustomer(users);

    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(customer.refreshToken)));

    const [won, ...more] = answers.filter(({ status }) => status === 200);
    const lost = answers.filter(({ status }) => status === 401);
    expect(more).toHaveLength(0);
    expect(lost.map(codeOf)).toEqual(Array(9).fill("token-reused"));
    await refresh(won?.body.refreshToken).expect(401);
  });

  it("does not know a token that was never given out", async () => {
    const answer = await refresh("a-token-that-was-never-given-out").expect(401);

    expect(codeOf(answer)).toBe("invalid-token");
    expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
  });

  it("is over when it was not refreshed for 30 days", async () => {
    const fresh = await aCustomer(users);
    users.wait(29 * days);
    const { body } = await refresh(fresh.refreshToken).expect(200);
    const forgotten = await aCustomer(users);
    users.wait(29 * days);
    await refresh(body.refreshToken).expect(200);
    users.wait(2 * days);

    const answer = await refresh(forgotten.refreshToken).expect(401);

    expect(codeOf(answer)).toBe("invalid-token");
  });

  it("is deleted with its tokens once it has expired", async () => {
    const customer = await aCustomer(users);
    users.wait(31 * days);
    const alive = await aCustomer(users);

    while ((await purgeSessions(users.deps)) > 0);

    const { db } = users.deps.database;
    const left = await db.select().from(sessions);
    expect(left.map(({ userId }) => userId)).toEqual([alive.id]);
    expect(await db.$count(refreshTokens)).toBe(1);
    await refresh(customer.refreshToken).expect(401);
  });

  it("keeps a spent token for a week, in which it gives a thief away, and does not grow for years", async () => {
    const customer = await aCustomer(users);
    let latest = customer.refreshToken;
    const spent: string[] = [];
    for (let day = 0; day < 20; day++) {
      spent.push(latest);
      latest = (await refresh(latest).expect(200)).body.refreshToken;
      users.wait(days);
    }

    while ((await purgeSpentTokens(users.deps)) > 0);

    const { db } = users.deps.database;
    const [session] = await db
      .select()
      .from(sessions)
      .where(eq(sessions.userId, UserId.parse(customer.id)));
    expect(await db.$count(refreshTokens, eq(refreshTokens.sessionId, String(session?.id)))).toBeLessThan(10);
    expect(codeOf(await refresh(String(spent[0])).expect(401))).toBe("invalid-token");
    const { body } = await refresh(latest).expect(200);
    expect(codeOf(await refresh(String(spent.at(-1))).expect(401))).toBe("token-reused");
    expect(codeOf(await refresh(body.refreshToken).expect(401))).toBe("invalid-token");
  });

  it("ends when its customer signs out, and stays ended", async () => {
    const customer = await aCustomer(users);

    await logout(customer.refreshToken).expect(204);

    expect(codeOf(await refresh(customer.refreshToken).expect(401))).toBe("invalid-token");
    await logout(customer.refreshToken).expect(204);
    await logout("a-token-that-was-never-given-out").expect(204);
  });

  it("ends everywhere when its customer asks for that, and nobody else's does", async () => {
    const customer = await aCustomer(users);
    const somebodyElse = await aCustomer(users);
    const { body: other } = await users.api.post("/auth/login").send({ email: customer.email, password });

    await users.api.post("/auth/logout-all").set("Authorization", bearer(customer)).expect(204);

    await refresh(customer.refreshToken).expect(401);
    await refresh(other.refreshToken).expect(401);
    await refresh(somebodyElse.refreshToken).expect(200);
  });

  it("can be ended everywhere only by somebody signed in", async () => {
    const answer = await users.api.post("/auth/logout-all").expect(401);

    expect(codeOf(answer)).toBe("unauthenticated");
  });

  it("takes up a role that was given since", async () => {
    const customer = await aCustomer(users);
    await users.deps.database.db
      .update(accounts)
      .set({ role: "staff" })
      .where(eq(accounts.email, customer.email));

    const { body } = await refresh(customer.refreshToken).expect(200);

    const claims = JSON.parse(Buffer.from(body.accessToken.split(".")[1], "base64url").toString());
    expect(claims.role).toBe("staff");
  });

  it("does not go on for a disabled account", async () => {
    const customer = await aCustomer(users);
    await users.deps.database.db
      .update(accounts)
      .set({ disabledAt: new Date() })
      .where(eq(accounts.email, customer.email));

    const answer = await refresh(customer.refreshToken).expect(403);

    expect(codeOf(answer)).toBe("account-disabled");
  });

  it("keeps no token as it was given out, and logs none", async () => {
    const customer = await aCustomer(users);
    const { body } = await refresh(customer.refreshToken).expect(200);
    await refresh(customer.refreshToken).expect(401);

    const stored = JSON.stringify(await users.deps.database.db.select().from(refreshTokens));

    const log = users.log();
    expect(log).toContain('"event":"session.token-reused"');
    for (const token of [customer.refreshToken, body.refreshToken]) {
      expect(stored).not.toContain(token);
      expect(log).not.toContain(token);
    }
  });

  it.each([{}, { refreshToken: "" }, { refreshToken: 7 }, { refreshToken: "x", more: 1 }])(
    "refuses to refresh by %j",
    async (body) => {
      const answer = await users.api.post("/auth/refresh").send(body).expect(400);

      expect(codeOf(answer)).toBe("invalid-request");
    },
  );
});
