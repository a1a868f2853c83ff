import { signInFailures, signInNetworks } from "../src/db/schema";
import { purgeFailures } from "../src/sessions/purge-failures";
import { forgetFailures } from "../src/sessions/sign-in-failures";
import { aCustomer, aPerson, codeOf, password } from "./customers";
import { forgottenBy } from "./mailed-tokens";
import { type RunningUsers, runUsers } from "./running-users";

const minutes = 60_000;
const days = 86_400_000;
const wrong = "not the password at all";

const better = "six purple kites at dusk";

const home = "203.0.113.7";
const sameHome = "203.0.113.99";
const attackers = ["198.51.100.1", "192.0.2.1", "2001:db8::1"];

describe("the lock of an address that fails to sign in", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers({ TRUSTED_PROXIES: "1" });
  });
  afterAll(() => users.stop());

  const signIn = (email: string, from: string, given = password) =>
    users.api.post("/auth/login").set("X-Forwarded-For", from).send({ email, password: given });
  async function fail(email: string, from: string, times: number) {
    for (let i = 0; i < times; i++) await signIn(email, from, wrong).expect(401);
  }
  async function attack(email: string) {
    for (let i = 0; i < 10; i++) await signIn(email, attackers[i % 3]!, wrong).expect(401);
    await signIn(email, attackers[0]!, wrong).expect(429);
  }

  it("holds for all strangers together, after ten failures from anywhere", async () => {
    const customer = await aCustomer(users);
    await attack(customer.email);

    const locked = await signIn(customer.email, "198.18.0.1").expect(429);

    expect(codeOf(locked)).toBe("account-locked");
  });

  it("holds as well where the address has no account", async () => {
    const { email } = aPerson();

    await attack(email);

    await signIn(email, home, wrong).expect(429);
  });

  it("does not hold where the customer signed in lately, by however many others it was brought about", async () => {
    const customer = await aCustomer(users);
    await signIn(customer.email, home).expect(200);
    await attack(customer.email);

    await signIn(customer.email, home).expect(200);
    await signIn(customer.email, sameHome).expect(200);

    await signIn(customer.email, attackers[0]!).expect(429);
  });

  it("does not hold where she registered, either", async () => {
    const person = aPerson();
    await users.api.post("/auth/register").set("X-Forwarded-For", home).send(person).expect(201);

    await attack(person.email);

    await signIn(person.email, home).expect(200);
  });

  it("does not hold where she chose a new password, either", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);
    await users.api
      .post("/auth/password/reset")
      .set("X-Forwarded-For", home)
      .send({ token, password: better })
      .expect(204);

    await attack(customer.email);

    await signIn(customer.email, home, better).expect(200);
  });

  it("is not lifted for strangers when the customer signs in at home", async () => {
    const customer = await aCustomer(users);
    await signIn(customer.email, home).expect(200);
    await fail(customer.email, attackers[0]!, 9);

    await signIn(customer.email, home).expect(200);

    await fail(customer.email, attackers[0]!, 1);
    await signIn(customer.email, attackers[0]!, wrong).expect(429);
  });

  it("is a home's own after ten failures there, and leaves strangers out of it", async () => {
    const customer = await aCustomer(users);
    await signIn(customer.email, home).expect(200);
    await fail(customer.email, home, 10);

    const locked = await signIn(customer.email, home).expect(429);

    expect(codeOf(locked)).toBe("account-locked");
    await signIn(customer.email, "198.18.0.1").expect(200);
  });

  it("is no longer for anybody's trying: 15 minutes after its first failure it is open", async () => {
    const customer = await aCustomer(users);
    await fail(customer.email, attackers[0]!, 10);
    for (let minute = 0; minute < 14; minute++) {
      users.wait(minutes);
      await signIn(customer.email, attackers[1]!, wrong).expect(429);
    }
    users.wait(minutes);

    await signIn(customer.email, "198.18.0.1").expect(200);
  });

  it("holds at home again when the customer was not there for 30 days", async () => {
    const customer = await aCustomer(users);
    await signIn(customer.email, home).expect(200);
    users.wait(31 * days);
    await attack(customer.email);

    await signIn(customer.email, home).expect(429);
  });

  it("knows a home by one address and not by another's", async () => {
    const [customer, neighbour] = [await aCustomer(users), await aCustomer(users)];
    await signIn(neighbour.email, home).expect(200);
    await attack(customer.email);

    await signIn(customer.email, home).expect(429);
  });

  it("is opened everywhere when the password was reset", async () => {
    const customer = await aCustomer(users);
    await signIn(customer.email, home).expect(200);
    await fail(customer.email, home, 10);
    await attack(customer.email);

    await users.deps.database.db.transaction((tx) => forgetFailures(tx, customer.email));

    await signIn(customer.email, home).expect(200);
    await signIn(customer.email, "198.18.0.1").expect(200);
  });

  it("is not got round by a client that says where it comes from", async () => {
    const customer = await aCustomer(users);
    await signIn(customer.email, home).expect(200);
    await attack(customer.email);

    await signIn(customer.email, `${home}, ${attackers[0]}`).expect(429);
  });

  it("keeps neither address nor network as it is, and forgets both when they count no more", async () => {
    const customer = await aCustomer(users);
    await signIn(customer.email, home).expect(200);
    await fail(customer.email, home, 1);
    const { db } = users.deps.database;
    const kept = JSON.stringify([
      await db.select().from(signInFailures),
      await db.select().from(signInNetworks),
    ]);
    users.wait(31 * days);

    while ((await purgeFailures(users.deps)) > 0);

    expect(kept).not.toMatch(/203\.0|example\.com/);
    expect([await db.$count(signInFailures), await db.$count(signInNetworks)]).toEqual([0, 0]);
  });
});
