import { newId } from "@shopeasy/platform/ids";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { signingKeys } from "../src/db/schema";
import { openPrivateKey, sealPrivateKey } from "../src/signing-keys/seal-private-key";
import { SigningKeys } from "../src/signing-keys/signing-keys";
import { aCustomer } from "./customers";
import { type RunningUsers, runUsers, secret } from "./running-users";

describe("the keys of the access tokens", () => {
  let users: RunningUsers;
  beforeEach(async () => {
    users = await runUsers();
  });
  afterEach(() => users.stop());

  const keysOfAnotherTask = (as = secret) => new SigningKeys({ ...users.deps, secret: as });

  it("verify a token by their public halves, which caches may keep", async () => {
    const customer = await aCustomer(users);

    const answer = await users.api.get("/auth/jwks.json").expect(200);

    expect(answer.headers["cache-control"]).toBe("public, max-age=300, stale-while-revalidate=300");
    expect(answer.headers.etag).toBeDefined();
    const { payload, protectedHeader } = await jwtVerify(
      customer.accessToken,
      createLocalJWKSet(answer.body),
      { issuer: "shopeasy", audience: "shopeasy-api", algorithms: ["RS256"] },
    );
    expect(payload).toMatchObject({ sub: customer.id, role: "customer", sid: expect.any(String) });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    expect(answer.body.keys.map(({ kid }: { kid: string }) => kid)).toContain(protectedHeader.kid);
  });

  it("are published without their private halves", async () => {
    const { body } = await users.api.get("/auth/jwks.json").expect(200);

    expect(body.keys.map((key: object) => Object.keys(key).sort())).toEqual(
      Array(2).fill(["alg", "e", "kid", "kty", "n", "use"]),
    );
  });

  it("are not sent again to who has them", async () => {
    const { headers } = await users.api.get("/auth/jwks.json").expect(200);

    await users.api.get("/auth/jwks.json").set("If-None-Match", String(headers.etag)).expect(304);
  });

  it("are two from the beginning, however many tasks need the first at once", async () => {
    const tasks = Array.from({ length: 6 }, () => keysOfAnotherTask());

    const keys = await Promise.all(tasks.map((task) => task.current()));

    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
    expect(await users.deps.database.db.$count(signingKeys)).toBe(2);
  });

  it("are found again by a task that starts later, and sealed in the database", async () => {
    const customer = await aCustomer(users);

    const { kid } = await keysOfAnotherTask().current();

    expect(decodeProtectedHeader(customer.accessToken).kid).toBe(kid);
    const stored = JSON.stringify(await users.deps.database.db.select().from(signingKeys));
    expect(stored).not.toContain("PRIVATE");
    expect(stored).not.toContain('"d"');
  });

  it("can't be opened by another secret, and say what is wrong", async () => {
    await aCustomer(users);

    const opening = keysOfAnotherTask("another secret that is long enough to be one").current();

    await expect(opening).rejects.toThrow(/SIGNING_KEY_SECRET is not the one/);
  });
});

describe("a sealed private key", () => {
  it("opens to what it was, each time sealed differently", () => {
    const key = Buffer.from("a private key");

    const [one, other] = [sealPrivateKey(key, "kid", secret), sealPrivateKey(key, "kid", secret)];

    expect(one).not.toBe(other);
    expect(openPrivateKey(one, "kid", secret)).toEqual(key);
  });

  it("does not open for another key's name, or when a bit of it was changed", () => {
    const sealed = sealPrivateKey(Buffer.from("a private key"), "kid", secret);
    const bytes = Buffer.from(sealed, "base64");
    bytes[bytes.length - 1]! ^= 1;

    expect(() => openPrivateKey(sealed, newId(), secret)).toThrow(/can't be opened/);
    expect(() => openPrivateKey(bytes.toString("base64"), "kid", secret)).toThrow(/can't be opened/);
  });
});
