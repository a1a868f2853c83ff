import { newId } from "@shopeasy/platform/ids";
import { eq } from "drizzle-orm";
import { grantAccounts, grantRole } from "../src/accounts/grant-accounts";
import { accounts } from "../src/db/schema";
import { aCustomer, aPerson, bearer, codeOf, password } from "./customers";
import { type RunningUsers, runUsers } from "./running-users";

type Caller = { accessToken: string };

let users: RunningUsers;

const signIn = (email: string) => users.api.post("/auth/login").send({ email, password });
async function anAdmin(role: "admin" | "staff" = "admin") {
  const person = aPerson({ name: "Alex Admin" });
  await grantAccounts(users.deps, [{ ...person, role }]);
  const { body } = await signIn(person.email).expect(200);
  return {
    ...person,
    id: body.user.id as string,
    accessToken: body.accessToken as string,
    refreshToken: body.refreshToken as string,
  };
}
const find = (who: Caller, query: object = {}) =>
  users.api.get("/users").query(query).set("Authorization", bearer(who));
const change = (who: Caller, id: string, changes: object) =>
  users.api.patch(`/users/${id}`).set("Authorization", bearer(who)).send(changes);
const show = (who: Caller, id: string) => users.api.get(`/users/${id}`).set("Authorization", bearer(who));
const refresh = (refreshToken: string) => users.api.post("/auth/refresh").send({ refreshToken });

describe("the accounts of the shop", () => {
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  it("are listed page by page, newest first, none twice and none left out", async () => {
    const admin = await anAdmin();
    const ids: string[] = [admin.id];
    for (let i = 0; i < 4; i++) ids.unshift((await aCustomer(users)).id);

    const { body: first } = await find(admin, { limit: 3 }).expect(200);
    await aCustomer(users);
    const { body: second } = await find(admin, { limit: 3, cursor: first.nextCursor }).expect(200);

    const shown = [...first.items, ...second.items].slice(0, 5);
    expect(shown.map(({ id }) => id)).toEqual(ids);
    expect(shown.at(-1)).toMatchObject({ email: admin.email, role: "admin", disabled: false });
    expect(JSON.stringify(shown)).not.toContain("argon2");
  });

  it("are found by any part of their address and name, in any case and order, and by role", async () => {
    const admin = await anAdmin();
    const ada = await aCustomer(users, { email: "ada.king@example.com", name: "Ada Lovelace" });
    const grace = await aCustomer(users, { email: "grace@navy.example", name: "Grace Hopper" });
    const found = async (query: object) =>
      (await find(admin, query).expect(200)).body.items.map(({ id }: { id: string }) => id);

    const answers = {
      beginning: await found({ q: "ada.k" }),
      middle: await found({ q: "NAVY" }),
      name: await found({ q: "hopper grace" }),
      both: await found({ q: "grace@ hop" }),
      none: await found({ q: "grace lovelace" }),
      role: await found({ role: "admin", q: admin.email }),
      otherRole: await found({ role: "staff", q: "ada.king" }),
      short: await found({ q: "vy", role: "customer" }),
      blank: (await found({ q: "  ", limit: 2 })).length,
    };

    expect(answers).toEqual({
      beginning: [ada.id],
      middle: [grace.id],
      name: [grace.id],
      both: [grace.id],
      none: [],
      role: [admin.id],
      otherRole: [],
      short: [grace.id],
      blank: 2,
    });
  });

  it.each([
    "%",
    "_",
    "\\",
    "%%%%",
    "'; drop table accounts; --",
    "(((",
    "[a-z]*",
    "𝕬🦊",
    "‮txet",
    "a".repeat(200),
  ])("are not all found by %j", async (q) => {
    const admin = await anAdmin();

    const { body } = await find(admin, { q }).expect(200);

    expect(body.items.filter(({ email }: { email: string }) => !email.includes(q.trim()))).toEqual([]);
  });

  it.each([
    { q: "a".repeat(201) },
    { role: "root" },
    { limit: 0 },
    { cursor: "x" },
    { sort: "name" },
    { q: ["a", "b"] },
  ])("are not looked for by %j", async (query) => {
    const admin = await anAdmin();

    await find(admin, query).expect(400);
  });

  it("are searched by an index", async () => {
    const { sql } = users.deps.database;
    await sql`insert into accounts (id, email, name, role, password_hash, created_at, updated_at)
      select gen_random_uuid(), 'somebody.' || i || '@example.com', 'Somebody ' || md5(i::text), 'customer', 'x', now(), now()
      from generate_series(1, 20000) as i`;
    await sql`vacuum analyze accounts`;

    const plan = await sql`explain select * from accounts
      where (email || ' ' || name) ilike '%body.777@%' order by id desc limit 21`;

    expect(JSON.stringify(plan)).toContain("accounts_search");
  });

  it.each(["get /users", "get /users/{id}", "patch /users/{id}"])(
    "are an admin's alone: %s",
    async (call) => {
      const [method, path] = call.split(" ") as ["get" | "patch", string];
      const [customer, staff] = [await aCustomer(users), await anAdmin("staff")];
      const ask = (who?: Caller) => {
        const request = users.api[method](path.replace("{id}", customer.id));
        return who ? request.set("Authorization", bearer(who)) : request;
      };

      const answers = [await ask(), await ask(customer), await ask(staff)];

      expect(answers.map(({ status }) => status)).toEqual([401, 403, 403]);
    },
  );

  it("are shown with whether they are disabled", async () => {
    const admin = await anAdmin();
    const customer = await aCustomer(users);

    const { body } = await show(admin, customer.id).expect(200);
    const unknown = await show(admin, newId()).expect(404);

    expect(body).toMatchObject({ id: customer.id, email: customer.email, role: "customer", disabled: false });
    expect(codeOf(unknown)).toBe("user-not-found");
  });

  it("get another role, which ends their sessions", async () => {
    const admin = await anAdmin();
    const customer = await aCustomer(users);

    const { body } = await change(admin, customer.id, { role: "staff" }).expect(200);

    expect(body).toMatchObject({ id: customer.id, role: "staff", disabled: false });
    await refresh(customer.refreshToken).expect(401);
    expect((await signIn(customer.email).expect(200)).body.user.role).toBe("staff");
    expect(users.log()).toMatch(new RegExp(`"user.role-changed".*"by":"${admin.id}"`));
  });

  it("can be disabled, and enabled again", async () => {
    const admin = await anAdmin();
    const customer = await aCustomer(users);

    const { body: disabled } = await change(admin, customer.id, { disabled: true }).expect(200);
    const refused = [await refresh(customer.refreshToken), await signIn(customer.email)];
    const { body: enabled } = await change(admin, customer.id, { disabled: false }).expect(200);

    expect([disabled.disabled, enabled.disabled]).toEqual([true, false]);
    expect(refused.map(({ status }) => status)).toEqual([401, 403]);
    await refresh(customer.refreshToken).expect(401);
    await signIn(customer.email).expect(200);
  });

  it("stay as they are, sessions too, when a change changes nothing", async () => {
    const admin = await anAdmin();
    const customer = await aCustomer(users);
    const version = async () =>
      (await users.deps.database.db.select().from(accounts).where(eq(accounts.email, customer.email)))[0]
        ?.version;
    const before = await version();

    for (const changes of [{}, { role: "customer" }, { disabled: false }])
      await change(admin, customer.id, changes).expect(200);

    expect(await version()).toBe(before);
    await refresh(customer.refreshToken).expect(200);
  });

  it("keep the time of the first disabling", async () => {
    const admin = await anAdmin();
    const customer = await aCustomer(users);
    const disabledAt = async () =>
      (await users.deps.database.db.select().from(accounts).where(eq(accounts.email, customer.email)))[0]
        ?.disabledAt;
    await change(admin, customer.id, { disabled: true }).expect(200);
    const first = await disabledAt();
    users.wait(60_000);

    await change(admin, customer.id, { disabled: true }).expect(200);

    expect(await disabledAt()).toEqual(first);
  });

  it("are not changed by who was an admin until a moment ago, though the token still says so", async () => {
    const [demoted, admin] = [await anAdmin(), await anAdmin()];
    await anAdmin();
    await change(admin, demoted.id, { role: "customer" }).expect(200);

    const answers = [
      await change(demoted, demoted.id, { role: "admin" }),
      await change(demoted, admin.id, { disabled: true }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect((await show(admin, admin.id).expect(200)).body).toMatchObject({ role: "admin", disabled: false });
    expect((await show(admin, demoted.id).expect(200)).body.role).toBe("customer");
  });

  it.each([
    ["role", { role: "root" }],
    ["role", { role: null }],
    ["disabled", { disabled: "yes" }],
    ["email", { email: "other@example.com" }],
    ["disabledAt", { disabledAt: null }],
  ])("refuse a change of %s by %j", async (path, changes) => {
    const admin = await anAdmin();

    const answer = await change(admin, admin.id, changes).expect(400);

    expect(answer.body.errors).toEqual([{ path, message: expect.any(String) }]);
  });
});

describe("the shop's admins", () => {
  beforeEach(async () => {
    users = await runUsers();
  });
  afterEach(() => users.stop());

  it("are one at least, who can be neither demoted nor disabled", async () => {
    const admin = await anAdmin();
    const disabledOne = await anAdmin();
    await change(admin, disabledOne.id, { disabled: true }).expect(200);

    const answers = [
      await change(admin, admin.id, { role: "staff" }),
      await change(admin, admin.id, { disabled: true }),
      await change(admin, admin.id, { role: "customer", disabled: true }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect(answers.map(codeOf)).toEqual(Array(3).fill("last-admin"));
    await expect(grantRole(users.deps, { email: admin.email, role: "staff" })).rejects.toMatchObject({
      code: "last-admin",
    });
    await refresh(admin.refreshToken).expect(200);
  });

  it("are one still when two demote each other at the same moment", async () => {
    const [one, other] = [await anAdmin(), await anAdmin()];

    const answers = await Promise.all([
      change(one, other.id, { role: "customer" }),
      change(other, one.id, { disabled: true }),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { db } = users.deps.database;
    const admins = (await db.select().from(accounts)).filter(
      ({ role, disabledAt }) => role === "admin" && disabledAt === null,
    );
    expect(admins).toHaveLength(1);
  });

  it("are one still when all of many step down at once", async () => {
    const admins = [await anAdmin(), await anAdmin(), await anAdmin(), await anAdmin()];

    const answers = await Promise.all(admins.map((admin) => change(admin, admin.id, { role: "customer" })));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409]);
  });
});
