import { newId } from "@shopeasy/platform/ids";
import { and, eq } from "drizzle-orm";
import { accounts, forgottenPasswords, outboxTable } from "../src/db/schema";
import { answerForgottenPassword } from "../src/one-time-tokens/forget-password";
import { aCustomer, aPerson, bearer, codeOf, password } from "./customers";
import { answerAllForgotten, askForToken, forgottenBy, mailedToken, requestsOf } from "./mailed-tokens";
import { type RunningUsers, runUsers } from "./running-users";

const hours = 3_600_000;
const purpose = "reset-password";
const better = "six purple kites at dusk";

describe("choosing a new password", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => users.stop());

  const forgot = (email: string) => users.api.post("/auth/password/forgot").send({ email });
  const reset = (token: string, chosen = better) =>
    users.api.post("/auth/password/reset").send({ token, password: chosen });
  const signIn = (email: string, given: string) =>
    users.api.post("/auth/login").send({ email, password: given });

  it("lets who has the mailbox in with a new password, and nobody with the old one", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);

    await reset(token).expect(204);

    await signIn(customer.email, password).expect(401);
    const { body } = await signIn(customer.email, better).expect(200);
    expect(body.user.emailVerified).toBe(true);
  });

  it("ends every session of the account", async () => {
    const customer = await aCustomer(users);
    const elsewhere = await signIn(customer.email, password).expect(200);
    const token = await forgottenBy(users, customer);

    await reset(token).expect(204);

    for (const { refreshToken } of [customer, elsewhere.body]) {
      await users.api.post("/auth/refresh").send({ refreshToken }).expect(401);
    }
  });

  it("opens the lock of an address", async () => {
    const customer = await aCustomer(users);
    for (let i = 0; i < 10; i++) await signIn(customer.email, "not the password at all");
    const token = await forgottenBy(users, customer);

    await reset(token).expect(204);

    await signIn(customer.email, better).expect(200);
  });

  it("has the owner told, by an event that says nothing of her", async () => {
    const customer = await aCustomer(users);

    await reset(await forgottenBy(users, customer)).expect(204);

    const told = await users.deps.database.db
      .select({ payload: outboxTable.payload })
      .from(outboxTable)
      .where(and(eq(outboxTable.aggregateId, customer.id), eq(outboxTable.type, "user.password-changed")));
    expect(told).toMatchObject([{ payload: { data: { userId: customer.id } } }]);
    expect(JSON.stringify(told)).not.toContain(customer.email);
  });

  it("answers an address that has no account in the same words and headers, after the same work", async () => {
    const customer = await aCustomer(users);
    const inserting = jest.spyOn(users.deps.database.db, "insert");
    const selecting = jest.spyOn(users.deps.database.db, "select");

    const known = await forgot(customer.email).expect(202);
    const unknown = await forgot(aPerson().email).expect(202);

    expect(unknown.text).toBe(known.text);
    expect(namesAndPlainValues(unknown.headers)).toEqual(namesAndPlainValues(known.headers));
    expect(inserting.mock.calls).toEqual([[forgottenPasswords], [forgottenPasswords]]);
    expect(selecting).not.toHaveBeenCalled();
  });

  it("writes to nobody at an address that has no account, and forgets that it was asked", async () => {
    await answerAllForgotten(users);
    const { email } = aPerson();
    const before = await users.deps.database.db.$count(outboxTable);
    await forgot(email).expect(202);

    await answerAllForgotten(users);

    expect(await users.deps.database.db.$count(outboxTable)).toBe(before);
    expect(await users.deps.database.db.$count(forgottenPasswords)).toBe(0);
  });

  it("takes each request up once, however many workers there are", async () => {
    const customer = await aCustomer(users);
    await forgot(customer.email).expect(202);

    const taken = await Promise.all(Array.from({ length: 4 }, () => answerForgottenPassword(users.deps)));

    expect(taken.toSorted()).toEqual([0, 0, 0, 1]);
    expect(await requestsOf(users, customer, purpose)).toHaveLength(1);
  });

  it("mails an address at most three times within an hour, and answers as ever", async () => {
    const customer = await aCustomer(users);
    for (let i = 0; i < 5; i++) await forgot(customer.email.toUpperCase()).expect(202);

    await answerAllForgotten(users);

    expect(await requestsOf(users, customer, purpose)).toHaveLength(3);
    users.wait(1 * hours);
    await forgottenBy(users, customer);
    expect(await requestsOf(users, customer, purpose)).toHaveLength(4);
  });

  it("writes to nobody whose account is disabled, and takes no token of hers", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);
    await users.deps.database.db
      .update(accounts)
      .set({ disabledAt: new Date() })
      .where(eq(accounts.email, customer.email));

    await forgot(customer.email).expect(202);
    await answerAllForgotten(users);

    expect(await requestsOf(users, customer, purpose)).toHaveLength(1);
    expect(codeOf(await reset(token).expect(410))).toBe("token-expired");
  });

  it("works once", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);
    await reset(token).expect(204);

    const again = await reset(token, "another of these passwords").expect(410);

    expect(codeOf(again)).toBe("token-expired");
    await signIn(customer.email, better).expect(200);
  });

  it("gives one of two who choose at once the account", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);
    const wishes = ["nine amber foxes by noon", "two silver owls at dawn"];

    const answers = await Promise.all(wishes.map((wish) => reset(token, wish)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 410]);
    const winner = answers.findIndex(({ status }) => status === 204);
    await signIn(customer.email, wishes[winner] ?? "").expect(200);
    await signIn(customer.email, wishes[1 - winner] ?? "").expect(401);
  });

  it("is over after an hour", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);
    users.wait(1 * hours);

    expect(codeOf(await reset(token).expect(410))).toBe("token-expired");
  });

  it("works by the newest mail only", async () => {
    const customer = await aCustomer(users);
    const first = await forgottenBy(users, customer);
    const second = await forgottenBy(users, customer);

    expect(codeOf(await reset(first).expect(410))).toBe("token-expired");
    await reset(second).expect(204);
  });

  it("does not work any more once the password was changed", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);
    await users.api
      .post("/users/me/password")
      .set("Authorization", bearer(customer))
      .send({ currentPassword: password, newPassword: "nine amber foxes by noon" })
      .expect(204);

    expect(codeOf(await reset(token).expect(410))).toBe("token-expired");
  });

  it.each([
    ["short", "eleven char"],
    ["common", "Password1234!"],
    ["long", "é1".repeat(65)],
  ])(
    "refuses a %s password as registering does, and keeps the token for a better one",
    async (_what, wrong) => {
      const customer = await aCustomer(users);
      const token = await forgottenBy(users, customer);

      const refused = await reset(token, wrong).expect(400);

      expect(refused.body.errors).toEqual([{ path: "password", message: expect.any(String) }]);
      await reset(token).expect(204);
    },
  );

  it("refuses a password that is the customer's own address", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);

    const refused = await reset(token, customer.email).expect(400);

    expect(refused.body.errors).toEqual([{ path: "password", message: expect.any(String) }]);
    await reset(token).expect(204);
  });

  it.each([["made up"], ["' or 1=1 --"], [newId()], ["a".repeat(200)]])(
    "hashes nothing for %s, which is no token",
    async (token) => {
      const hashing = jest.spyOn(users.deps.passwords, "hash");

      expect(codeOf(await reset(token).expect(410))).toBe("token-expired");
      expect(hashing).not.toHaveBeenCalled();
    },
  );

  it("verifies the address also where its own mail was lost", async () => {
    const customer = await aCustomer(users);
    const verification = await mailedToken(users, customer, "verify-email");
    await reset(await forgottenBy(users, customer)).expect(204);

    await users.api.post("/auth/verify-email").send({ token: verification }).expect(204);

    const { body } = await signIn(customer.email, better).expect(200);
    expect(body.user.emailVerified).toBe(true);
  });

  it("is not asked for by what is no address", async () => {
    const refused = await forgot("ada@").expect(400);

    expect(refused.body.errors).toEqual([{ path: "email", message: expect.any(String) }]);
  });

  it("leaves nothing to mail once the token was used", async () => {
    const customer = await aCustomer(users);
    await reset(await forgottenBy(users, customer)).expect(204);
    const [requestId = ""] = await requestsOf(users, customer, purpose);

    expect(codeOf(await askForToken(users, requestId))).toBe("request-over");
  });

  it("writes neither token nor password nor address to the log", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);
    await users.api.get(`/auth/password/reset?token=${token}`).expect(200);
    await reset(token).expect(204);
    await forgot(aPerson().email).expect(202);

    const log = users.log();

    expect(log).toContain('"event":"password.reset"');
    for (const hidden of [token, better, customer.email]) expect(log).not.toContain(hidden);
  });
});

/** Of headers that differ from one answer to the next only the names. */
function namesAndPlainValues(headers: Record<string, string>) {
  const changing = ["x-request-id", "x-amzn-trace-id", "date", "ratelimit"];
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, changing.includes(name) ? "" : value]),
  );
}
