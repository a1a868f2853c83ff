import { newId } from "@shopeasy/platform/ids";
import { eq } from "drizzle-orm";
import { accounts } from "../src/db/schema";
import { aCustomer, bearer, codeOf, password } from "./customers";
import { type RunningUsers, runUsers } from "./running-users";

const nextPassword = "amber orchard 12 kettles";

describe("one's own account", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  const change = (who: { accessToken: string }, changes: object) =>
    users.api.patch("/users/me").set("Authorization", bearer(who)).send(changes);
  const changePassword = (
    who: { accessToken: string },
    currentPassword: string,
    newPassword = nextPassword,
  ) =>
    users.api
      .post("/users/me/password")
      .set("Authorization", bearer(who))
      .send({ currentPassword, newPassword });
  const signIn = (email: string, given: string) =>
    users.api.post("/auth/login").send({ email, password: given });

  it("is shown to its owner, and kept by no cache", async () => {
    const customer = await aCustomer(users);

    const answer = await users.api.get("/users/me").set("Authorization", bearer(customer)).expect(200);

    expect(answer.body).toMatchObject({ id: customer.id, email: customer.email, name: customer.name });
    expect(answer.headers["cache-control"]).toBe("private, no-store");
  });

  it.each(["4242 4242 4242 4242", "Ada 5555-5555-5555-4444"])(
    "takes no card's number for a name: %s",
    async (name) => {
      const customer = await aCustomer(users);

      const refused = await change(customer, { name }).expect(400);

      expect(codeOf(refused)).toBe("invalid-request");
      expect(refused.body.errors).toEqual([{ path: "name", message: expect.stringContaining("card") }]);
    },
  );

  it.each([
    ["get", "/users/me"],
    ["patch", "/users/me"],
    ["post", "/users/me/password"],
  ] as const)("is nobody's without a good token: %s %s", async (method, path) => {
    const missing = await users.api[method](path).expect(401);
    const forged = await users.api[method](path).set("Authorization", "Bearer a.b.c").expect(401);

    expect(codeOf(missing)).toBe("unauthenticated");
    expect(codeOf(forged)).toBe("invalid-token");
    expect(missing.headers["www-authenticate"]).toMatch(/^Bearer/);
  });

  it("is not there for the token of an account that is gone", async () => {
    const customer = await aCustomer(users);
    await users.deps.database.db.delete(accounts).where(eq(accounts.email, customer.email));

    const shown = await users.api.get("/users/me").set("Authorization", bearer(customer)).expect(401);
    const changed = await change(customer, { name: "Ada" }).expect(401);

    expect([codeOf(shown), codeOf(changed)]).toEqual(["invalid-token", "invalid-token"]);
  });

  it("takes a new name, telephone number and consent, and leaves what is not named", async () => {
    const customer = await aCustomer(users);

    await change(customer, { phone: "+1 555 0100", marketingConsent: true }).expect(200);
    const { body } = await change(customer, { name: " Ada King " }).expect(200);

    expect(body).toMatchObject({
      name: "Ada King",
      phone: "+1 555 0100",
      marketingConsent: true,
      email: customer.email,
      role: "customer",
    });
    const me = await users.api.get("/users/me").set("Authorization", bearer(customer));
    expect(me.body).toEqual(body);
  });

  it("lets its telephone number be taken away", async () => {
    const customer = await aCustomer(users);
    await change(customer, { phone: "+1 555 0100" }).expect(200);

    const { body } = await change(customer, { phone: null }).expect(200);

    expect(body.phone).toBeNull();
  });

  it.each([
    ["role", { role: "admin" }],
    ["email", { email: "other@example.com" }],
    ["name", { name: "" }],
    ["name", { name: null }],
    ["phone", { phone: "call me" }],
    ["marketingConsent", { marketingConsent: "yes" }],
  ])("refuses a change of %s by %j", async (path, changes) => {
    const customer = await aCustomer(users);

    const answer = await change(customer, changes).expect(400);

    expect(answer.body.errors).toEqual([{ path, message: expect.any(String) }]);
  });

  it("takes a new password from who knows the present one, and ends the other sessions", async () => {
    const customer = await aCustomer(users);
    const { body: other } = await signIn(customer.email, password).expect(200);

    await changePassword(customer, password).expect(204);

    await signIn(customer.email, password).expect(401);
    await signIn(customer.email, nextPassword).expect(200);
    await users.api.post("/auth/refresh").send({ refreshToken: other.refreshToken }).expect(401);
    await users.api.post("/auth/refresh").send({ refreshToken: customer.refreshToken }).expect(200);
  });

  it("keeps its password when the present one is not known", async () => {
    const customer = await aCustomer(users);

    const answer = await changePassword(customer, "not the password at all").expect(401);

    expect(codeOf(answer)).toBe("invalid-credentials");
    await signIn(customer.email, password).expect(200);
  });

  it("can't be broken into by guessing the present password with a stolen token", async () => {
    const customer = await aCustomer(users);
    for (let i = 0; i < 10; i++) await changePassword(customer, "not the password at all").expect(401);

    const answer = await changePassword(customer, password).expect(429);

    expect(codeOf(answer)).toBe("account-locked");
    await signIn(customer.email, password).expect(429);
  });

  it("takes one of two new passwords that come at once", async () => {
    const customer = await aCustomer(users);

    const answers = await Promise.all(
      [nextPassword, "silver meadow 88 anchors"].map((next) => changePassword(customer, password, next)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401]);
  });

  it("refuses a new password that is too weak", async () => {
    const customer = await aCustomer(users);

    const answer = await changePassword(customer, password, "qwertyuiop12").expect(400);

    expect(answer.body.errors).toEqual([{ path: "newPassword", message: expect.any(String) }]);
  });

  it("writes no password to the log", async () => {
    const customer = await aCustomer(users);
    await changePassword(customer, password).expect(204);

    const log = users.log();

    expect(log).toContain('"event":"password.changed"');
    expect(log).not.toContain(password);
    expect(log).not.toContain(nextPassword);
  });
});

describe("whom to write to", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  it("is told to other services", async () => {
    const customer = await aCustomer(users);

    const answer = await users.internal
      .get(`/internal/users/${customer.id}`)
      .set("Authorization", `Bearer ${await users.serviceToken()}`)
      .expect(200);

    expect(answer.body).toEqual({
      id: customer.id,
      email: customer.email,
      name: customer.name,
      emailVerified: false,
      marketingConsent: false,
      unsubscribeToken: expect.stringContaining(`${customer.id}.`),
    });
  });

  it("is not known of somebody who has no account", async () => {
    const answer = await users.internal
      .get(`/internal/users/${newId()}`)
      .set("Authorization", `Bearer ${await users.serviceToken()}`)
      .expect(404);

    expect(codeOf(answer)).toBe("user-not-found");
  });

  it("is told to nobody without a service token, a customer's own included", async () => {
    const customer = await aCustomer(users);

    await users.internal.get(`/internal/users/${customer.id}`).expect(401);
    await users.internal
      .get(`/internal/users/${customer.id}`)
      .set("Authorization", bearer(customer))
      .expect(401);
  });
});
