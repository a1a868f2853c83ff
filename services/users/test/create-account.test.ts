import { grantAccounts } from "../src/accounts/grant-accounts";
import { aCustomer, aPerson } from "./customers";
import { type RunningUsers, runUsers } from "./running-users";

describe("an account made by an operator", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  const signIn = ({ email, password }: { email: string; password: string }) =>
    users.api.post("/auth/login").send({ email, password });

  it("can be signed in with, has its role, and counts as verified", async () => {
    const people = (["customer", "staff", "admin"] as const).map((role) => ({ ...aPerson(), role }));

    const made = await grantAccounts(users.deps, people);

    expect(made).toBe(3);
    for (const person of people) {
      const { body } = await signIn(person).expect(200);
      expect(body.user).toMatchObject({ email: person.email, role: person.role, emailVerified: true });
    }
  });

  it("is made once, however often it is asked for", async () => {
    const person = { ...aPerson(), role: "staff" as const };
    await grantAccounts(users.deps, [person]);
    const { body: first } = await signIn(person).expect(200);

    const made = await grantAccounts(users.deps, [person]);

    expect(made).toBe(0);
    const { body: second } = await signIn(person).expect(200);
    expect(second.user).toEqual(first.user);
  });

  it("gives its role to a customer who has registered already, and leaves her password", async () => {
    const customer = await aCustomer(users);

    await grantAccounts(users.deps, [
      { email: customer.email, name: "Somebody", role: "admin", password: "another password altogether" },
    ]);

    const { body } = await signIn(customer).expect(200);
    expect(body.user).toMatchObject({ name: customer.name, role: "admin" });
    await users.api.post("/auth/refresh").send({ refreshToken: customer.refreshToken }).expect(401);
  });
});
