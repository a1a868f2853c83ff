import { createAccessTokens } from "@shopeasy/platform/auth/access-tokens";
import { decodeProtectedHeader } from "jose";
import { listSigningKeys } from "../src/signing-keys/list-signing-keys";
import { SigningKeys } from "../src/signing-keys/signing-keys";
import { rotateSigningKey, tendSigningKeys } from "../src/signing-keys/tend-signing-keys";
import { aCustomer } from "./customers";
import { type RunningUsers, runUsers, secret } from "./running-users";

const minutes = 60_000;
const days = 86_400_000;
const schedule = { rotateEveryMs: 30 * days, publishAheadMs: days };

describe("a rotation of the signing keys", () => {
  let users: RunningUsers;
  beforeEach(async () => {
    users = await runUsers();
  });
  afterEach(() => users.stop());

  const deps = () => ({ ...users.deps, secret, schedule });
  const tend = () => tendSigningKeys(deps());
  const rotate = () => rotateSigningKey(deps());
  const states = async () => (await listSigningKeys(users.deps)).map(({ state }) => state);
  const published = async (): Promise<string[]> => {
    const { body } = await users.api.get("/auth/jwks.json").expect(200);
    return body.keys.map(({ kid }: { kid: string }) => kid);
  };
  const newToken = async () => (await aCustomer(users)).accessToken;
  const kidOf = (token: string) => decodeProtectedHeader(token).kid;
  /** Another service of ours, as it verifies by the keys that are published. */
  const anotherService = () =>
    createAccessTokens({
      jwksUrl: `${users.origin}/api/v1/auth/jwks.json`,
      logger: users.deps.logger,
      now: () => users.deps.clock.now().getTime(),
    });

  it("comes every 30 days, with keys that were published long before", async () => {
    const signed = new Set<string | undefined>();
    for (let day = 0; day <= 90; day += 15) {
      await tend();
      const before = await published();
      const kid = kidOf(await newToken());
      expect(before).toContain(kid);
      expect(before.length).toBeGreaterThanOrEqual(2);
      signed.add(kid);
      users.wait(15 * days);
    }

    expect(signed.size).toBe(4);
  });

  it("signs nobody out: tokens of both keys are good at another service, and at another task", async () => {
    const verifier = anotherService();
    await tend();
    users.wait(30 * days - minutes);
    const before = await newToken();
    await verifier.verify(before);
    const unseen = await newToken();

    users.wait(2 * minutes);
    await tend();
    const otherTask = new SigningKeys({ ...users.deps, secret });
    const after = await newToken();

    expect(kidOf(after)).not.toBe(kidOf(before));
    expect((await otherTask.current()).kid).toBe(kidOf(after));
    for (const token of [unseen, after])
      await expect(verifier.verify(token)).resolves.toMatchObject({ kind: "user" });
    for (const token of [unseen, after]) await expect(anotherService().verify(token)).resolves.toBeDefined();
    await users.api.get("/users/me").set("Authorization", `Bearer ${unseen}`).expect(200);
  });

  it("deletes a key a day after the next one began to sign, and no sooner", async () => {
    await tend();
    const old = kidOf(await newToken());
    users.wait(30 * days + 23 * 60 * minutes);
    await tend();
    const soon = await published();
    users.wait(2 * 60 * minutes);

    await tend();

    users.wait(minutes);
    expect(soon).toContain(old);
    expect(await published()).not.toContain(old);
    expect(await states()).toEqual(["coming", "signing"]);
  });

  it("makes one key, however many workers see to it at once, and nothing when nothing is due", async () => {
    await tend();
    users.wait(30 * days);

    const counts = await Promise.all(Array.from({ length: 5 }, tend));

    expect(counts.toSorted()).toEqual([0, 0, 0, 0, 1]);
    expect(await states()).toEqual(["coming", "signing", "retired"]);
    expect(await tend()).toBe(0);
  });

  it("goes on by itself while no worker runs, and catches up when one does, a day ahead", async () => {
    await tend();
    users.wait(200 * days);
    const kid = kidOf(await newToken());

    await tend();

    const [coming, signing] = await listSigningKeys(users.deps);
    expect(signing?.kid).toBe(kid);
    const ahead = Number(coming?.signsFrom) - users.deps.clock.now().getTime();
    expect(ahead).toBeGreaterThan(days - minutes);
    expect(ahead).toBeLessThanOrEqual(days);
  });

  it("by order publishes at once, signs 15 minutes later, and keeps the tokens that are out good", async () => {
    const verifier = anotherService();
    await tend();
    const [neverUsed] = await listSigningKeys(users.deps);
    const before = await newToken();

    const { kid, isNew } = await rotate();

    users.wait(minutes);
    expect(isNew).toBe(true);
    expect(await published()).toContain(kid);
    expect(await published()).not.toContain(neverUsed?.kid);
    expect(kidOf(await newToken())).toBe(kidOf(before));
    users.wait(13 * minutes);
    expect(kidOf(await newToken())).toBe(kidOf(before));
    await expect(verifier.verify(before)).resolves.toBeDefined();
    users.wait(2 * minutes);
    const after = await newToken();
    expect(kidOf(after)).toBe(kid);
    await expect(verifier.verify(after)).resolves.toBeDefined();
    expect(await states()).toEqual(["coming", "signing", "retired"]);
  });

  it("by two orders at once is one", async () => {
    await tend();

    const orders = await Promise.all([rotate(), rotate(), rotate()]);

    expect(new Set(orders.map(({ kid }) => kid)).size).toBe(1);
    expect(orders.map(({ isNew }) => isNew).toSorted()).toEqual([false, false, true]);
    expect(await states()).toEqual(["coming", "coming", "signing"]);
  });

  it("by order, again and again within a day, takes no key away whose tokens are good", async () => {
    await tend();
    const kids: (string | undefined)[] = [kidOf(await newToken())];
    for (let i = 0; i < 4; i++) {
      await rotate();
      users.wait(16 * minutes);
      kids.push(kidOf(await newToken()));
      await tend();
    }

    expect(new Set(kids).size).toBe(5);
    expect(await published()).toEqual(expect.arrayContaining(kids));
  });

  it("by order, where there is no key yet, makes the first ones, which sign now", async () => {
    const { kid } = await rotate();

    expect(kidOf(await newToken())).toBe(kid);
    expect(await states()).toEqual(["coming", "signing"]);
  });

  it("can't be forced by forged tokens to be looked for again and again", async () => {
    await tend();
    await newToken();
    const verifier = anotherService();
    const [header, ...rest] = (await newToken()).split(".");
    const asked = () => users.log().split('"route":"/auth/jwks.json"').length;
    const before = asked();

    for (let i = 0; i < 50; i++) {
      const forged = Buffer.from(
        JSON.stringify({
          ...JSON.parse(String(Buffer.from(String(header), "base64url"))),
          kid: `forged-${i}`,
        }),
      );
      await expect(verifier.verify([forged.toString("base64url"), ...rest].join("."))).rejects.toMatchObject({
        status: 401,
      });
    }

    expect(asked() - before).toBeGreaterThan(0);
    expect(asked() - before).toBeLessThanOrEqual(2);
  });
});
