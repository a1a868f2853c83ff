import { eventually } from "@shopeasy/testing/eventually";
import { readAccountConfig } from "../src/config";
import { PasswordHasher } from "../src/passwords/password-hasher";
import { aCustomer, aPerson, bearer, password } from "./customers";
import { type RunningUsers, runUsers } from "./running-users";

describe("a burst of sign-ins", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  it("holds up nobody who only reads: tokens are verified and keys given out while it waits", async () => {
    const readers = await Promise.all(Array.from({ length: 5 }, () => aCustomer(users)));
    const { PASSWORD_HASHES_AT_ONCE: atOnce, PASSWORD_HASHES_WAITING: waiting } = readAccountConfig();
    // At what a hash really costs.
    users.deps.passwords = new PasswordHasher({ atOnce, waiting });
    const answered: string[] = [];
    const note = (what: string) => () => void answered.push(what);
    const signIns = Array.from({ length: 50 }, () =>
      users.api
        .post("/auth/login")
        .send({ email: aPerson().email, password })
        .expect(401)
        .then(note("sign-in")),
    );
    await eventually(() => expect(answered).toContain("sign-in"));

    await Promise.all([
      ...readers.map((reader) =>
        users.api.get("/users/me").set("Authorization", bearer(reader)).expect(200).then(note("reading")),
      ),
      users.api.get("/auth/jwks.json").expect(200).then(note("reading")),
    ]);

    await Promise.all(signIns);
    expect(answered.filter((what) => what === "reading")).toHaveLength(6);
    expect(answered.slice(-20)).toEqual(Array(20).fill("sign-in"));
  });

  it("can't be given every thread there is", () => {
    process.env.PASSWORD_HASHES_AT_ONCE = "4";

    expect(() => readAccountConfig()).toThrow(
      /PASSWORD_HASHES_AT_ONCE: must be less than UV_THREADPOOL_SIZE/,
    );
  });
});
