import { eventSchemas } from "@shopeasy/contracts/events";
import { and, asc, eq } from "drizzle-orm";
import { accounts, outboxTable } from "../src/db/schema";
import { aCustomer, aPerson, bearer, codeOf } from "./customers";
import { type RunningUsers, runUsers } from "./running-users";

describe("registering", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  it("makes a customer's account and signs her in", async () => {
    const person = aPerson();

    const answer = await users.api.post("/auth/register").send(person).expect(201);

    expect(answer.body).toEqual({
      user: {
        id: expect.any(String),
        email: person.email,
        emailVerified: false,
        name: "Ada Lovelace",
        phone: null,
        role: "customer",
        marketingConsent: false,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      expiresIn: 900,
    });
    expect(answer.headers["cache-control"]).toBe("no-store");
    const me = await users.api.get("/users/me").set("Authorization", bearer(answer.body)).expect(200);
    expect(me.body).toEqual(answer.body.user);
  });

  it("announces the account, with its id and nothing of the person", async () => {
    const customer = await aCustomer(users);

    const announced = await users.deps.database.db
      .select()
      .from(outboxTable)
      .where(eq(outboxTable.aggregateId, customer.id))
      .orderBy(asc(outboxTable.id));

    expect(announced.map(({ type }) => type)).toEqual([
      "user.registered",
      "user.email-verification-requested",
    ]);
    expect(eventSchemas["user.registered"].parse(announced[0]?.payload)).toMatchObject({
      type: "user.registered",
      aggregateVersion: 1,
      data: { userId: customer.id },
    });
    expect(JSON.stringify(announced)).not.toContain(customer.email);
  });

  it("keeps the address in lower case and without spaces, and the name without those around it", async () => {
    const person = aPerson();

    const { body } = await users.api
      .post("/auth/register")
      .send({ ...person, email: ` ${person.email.toUpperCase()} `, name: "  Ada  " })
      .expect(201);

    expect(body.user).toMatchObject({ email: person.email, name: "Ada" });
  });

  it("refuses an address that has an account, however it is written", async () => {
    const customer = await aCustomer(users);

    const answer = await users.api
      .post("/auth/register")
      .send(aPerson({ email: customer.email.toUpperCase() }))
      .expect(409);

    expect(codeOf(answer)).toBe("email-taken");
  });

  it("makes one account of twenty registrations of one address at once", async () => {
    const person = aPerson();

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => users.api.post("/auth/register").send(person)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)]);
    const { db } = users.deps.database;
    expect(await db.$count(accounts, eq(accounts.email, person.email))).toBe(1);
    const id = answers.find(({ status }) => status === 201)?.body.user.id;
    const registered = and(eq(outboxTable.aggregateId, id), eq(outboxTable.type, "user.registered"));
    expect(await db.$count(outboxTable, registered)).toBe(1);
  });

  it.each([
    ["an address that is none", { email: "ada" }, "email"],
    ["a short password", { password: "eleven char" }, "password"],
    ["a password of 129 characters", { password: `${"é1".repeat(64)}x` }, "password"],
    ["a common password", { password: "Password1234!" }, "password"],
    ["an empty name", { name: "   " }, "name"],
    ["a name of 201 characters", { name: "a".repeat(201) }, "name"],
    ["a name with a line's end in it", { name: "Ada\r\nBcc: all" }, "name"],
    ["a role", { role: "admin" }, "role"],
  ])("refuses %s", async (_what, wrong, path) => {
    const answer = await users.api
      .post("/auth/register")
      .send({ ...aPerson(), ...wrong })
      .expect(400);

    expect(codeOf(answer)).toBe("invalid-request");
    expect(answer.body.errors).toEqual([{ path, message: expect.any(String) }]);
  });

  it("takes passwords of any script, counted in characters", async () => {
    const shortest = "🦊🐢🦉🐝🐙🦔🐿🦩🦚🐌🦋🐞";

    const customer = await aCustomer(users, { password: shortest });

    await users.api.post("/auth/login").send({ email: customer.email, password: shortest }).expect(200);
  });

  it("writes neither password nor token nor address nor name to the log", async () => {
    const customer = await aCustomer(users, { name: "Grace Hopper" });
    await users.api.post("/auth/register").send(customer);
    await users.api.post("/auth/register").send(aPerson({ email: customer.email }));

    const log = users.log();

    expect(log).toContain('"event":"user.registered"');
    expect(log).toContain(customer.id);
    for (const hidden of [
      customer.email,
      customer.password,
      customer.accessToken,
      customer.refreshToken,
      "Grace",
    ]) {
      expect(log).not.toContain(hidden);
    }
  });
});
