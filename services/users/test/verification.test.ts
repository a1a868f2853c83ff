import { newId } from "@shopeasy/platform/ids";
import { eq } from "drizzle-orm";
import { accounts, oneTimeTokens, outboxTable } from "../src/db/schema";
import { purgeTokens } from "../src/one-time-tokens/purge-tokens";
import { aCustomer, bearer, codeOf } from "./customers";
import { askForToken, mailedToken, requestsOf } from "./mailed-tokens";
import { type RunningUsers, runUsers } from "./running-users";

const hours = 3_600_000;
const purpose = "verify-email";

describe("verifying an e-mail address", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  const verify = (token: unknown) => users.api.post("/auth/verify-email").send({ token });
  const resend = (customer: { accessToken: string }) =>
    users.api.post("/users/me/verify-email/resend").set("Authorization", bearer(customer));
  async function isVerified(customer: { accessToken: string }) {
    const { body } = await users.api.get("/users/me").set("Authorization", bearer(customer)).expect(200);
    return body.emailVerified;
  }

  it("takes the token of the mail that registering asks for", async () => {
    const customer = await aCustomer(users, { name: "Grace Hopper" });
    const [requestId = ""] = await requestsOf(users, customer, purpose);
    const { status, body } = await askForToken(users, requestId);

    await verify(body.token).expect(204);

    expect(status).toBe(200);
    expect(body).toEqual({
      purpose,
      email: customer.email,
      name: "Grace Hopper",
      token: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: expect.any(String),
    });
    expect(await isVerified(customer)).toBe(true);
  });

  it("is asked for by an event that names neither person nor token, and no token is stored", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, purpose);
    const { db } = users.deps.database;

    const announced = JSON.stringify(
      await db.select().from(outboxTable).where(eq(outboxTable.aggregateId, customer.id)),
    );
    const stored = JSON.stringify(await db.select().from(oneTimeTokens));

    expect(announced).not.toContain(token);
    expect(announced).not.toContain(customer.email);
    expect(stored).toContain(customer.email);
    expect(stored).not.toContain(token);
  });

  it("gives the same token however often it is asked for", async () => {
    const customer = await aCustomer(users);

    const tokens = [await mailedToken(users, customer, purpose), await mailedToken(users, customer, purpose)];

    expect(tokens[1]).toBe(tokens[0]);
    await verify(tokens[0]).expect(204);
  });

  it("works once", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, purpose);
    await verify(token).expect(204);

    const again = await verify(token).expect(410);

    expect(codeOf(again)).toBe("token-expired");
    expect(await isVerified(customer)).toBe(true);
  });

  it("works for one of many who present the token at once", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, purpose);

    const answers = await Promise.all(Array.from({ length: 8 }, () => verify(token)));

    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(7).fill(410)]);
  });

  it("is over after 24 hours", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, purpose);
    const [requestId = ""] = await requestsOf(users, customer, purpose);
    users.wait(24 * hours);

    const late = await verify(token).expect(410);

    expect(codeOf(late)).toBe("token-expired");
    expect(codeOf(await askForToken(users, requestId))).toBe("request-over");
  });

  it("can be asked for again, and the mail before works no longer", async () => {
    const customer = await aCustomer(users);
    const first = await mailedToken(users, customer, purpose);

    await resend(customer).expect(202);
    const second = await mailedToken(users, customer, purpose);

    expect(second).not.toBe(first);
    expect(codeOf(await verify(first).expect(410))).toBe("token-expired");
    await verify(second).expect(204);
  });

  it("leaves one token that works when it is asked for twice at once", async () => {
    const customer = await aCustomer(users);

    await Promise.all([resend(customer).expect(202), resend(customer).expect(202)]);

    const requests = await requestsOf(users, customer, purpose);
    const asked = await Promise.all(requests.map((requestId) => askForToken(users, requestId)));
    expect(asked.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  });

  it("is mailed at most three times within an hour", async () => {
    const customer = await aCustomer(users);
    await resend(customer).expect(202);
    await resend(customer).expect(202);

    const refused = await resend(customer).expect(429);

    expect(codeOf(refused)).toBe("too-many-mails");
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(59 * 60);
    const { accessToken, ...account } = customer;
    users.wait(1 * hours);
    const { body } = await users.api
      .post("/auth/login")
      .send({ email: account.email, password: account.password });
    await resend(body).expect(202);
  });

  it("is not asked for twice once it is done", async () => {
    const customer = await aCustomer(users);
    await verify(await mailedToken(users, customer, purpose)).expect(204);

    const refused = await resend(customer).expect(409);

    expect(codeOf(refused)).toBe("email-verified");
  });

  it("is for those who are signed in to ask for", async () => {
    await users.api.post("/users/me/verify-email/resend").expect(401);
  });

  it("does not work for an address that the account has no longer", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, purpose);
    await users.deps.database.db
      .update(accounts)
      .set({ email: `new.${customer.email}` })
      .where(eq(accounts.email, customer.email));

    const refused = await verify(token).expect(410);

    expect(codeOf(refused)).toBe("token-expired");
    expect(await isVerified(customer)).toBe(false);
  });

  it("goes with its account", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, purpose);
    await users.deps.database.db.delete(accounts).where(eq(accounts.email, customer.email));

    await verify(token).expect(410);
  });

  it("does not take a token that is for choosing a password", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, purpose);

    const refused = await users.api
      .post("/auth/password/reset")
      .send({ token, password: "six purple kites at dusk" });

    expect(codeOf(refused)).toBe("token-expired");
    await verify(token).expect(204);
  });

  it.each([["made up"], ["🦊"], ["' or 1=1 --"], ["a".repeat(200)], ["%00"]])(
    "does not take %s for a token",
    async (token) => {
      expect(codeOf(await verify(token).expect(410))).toBe("token-expired");
    },
  );

  it.each([[""], ["a".repeat(201)], [17], [null], [["a"]]])(
    "refuses what can be no token: %j",
    async (token) => {
      const refused = await verify(token).expect(400);

      expect(refused.body.errors).toEqual([{ path: "token", message: expect.any(String) }]);
    },
  );

  it("tells nobody but our services what a mail needs", async () => {
    const customer = await aCustomer(users);
    const [requestId = ""] = await requestsOf(users, customer, purpose);

    await users.internal.post(`/internal/one-time-tokens/${requestId}`).expect(401);
    expect(codeOf(await askForToken(users, newId()))).toBe("request-over");
  });

  it("forgets tokens once they have expired", async () => {
    const customer = await aCustomer(users);
    const [requestId = ""] = await requestsOf(users, customer, purpose);
    const mine = eq(oneTimeTokens.requestId, requestId);
    await purgeTokens(users.deps);
    expect(await users.deps.database.db.$count(oneTimeTokens, mine)).toBe(1);
    users.wait(24 * hours + 1_000);

    const purged = await purgeTokens(users.deps);

    expect(purged).toBeGreaterThan(0);
    expect(await users.deps.database.db.$count(oneTimeTokens, mine)).toBe(0);
  });

  it("writes neither token nor address to the log", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, purpose);
    await users.api.get(`/auth/verify-email?token=${token}`).expect(200);
    await verify(token).expect(204);
    await verify(token).expect(410);

    const log = users.log();

    expect(log).toContain('"event":"email.verified"');
    expect(log).not.toContain(token);
    expect(log).not.toContain(customer.email);
  });
});
