import { startXRayDaemon } from "@shopeasy/testing/x-ray-daemon";
import { SignJWT } from "jose";
import { type AccessTokenOptions, createAccessTokens } from "../../src/auth/access-tokens";
import { beginTrace, configureTracing } from "../../src/tracing/tracing";
import { logLines } from "../fixtures/log-lines";
import { customerId, type Signer, startSigner } from "../fixtures/signer";

let signer: Signer;
beforeEach(async () => {
  signer = await startSigner();
});
afterEach(() => signer.goAway().catch(() => undefined));

let time: number;
const clockAt = (start: number) => {
  time = start;
  return () => time;
};
const tick = (milliseconds: number) => {
  time += milliseconds;
};

const verifier = (options: Partial<AccessTokenOptions> = {}) =>
  createAccessTokens({ jwksUrl: signer.jwksUrl, logger: logLines().logger, cooldownMs: 0, ...options });

test("a good token says who calls", async () => {
  const principal = await verifier().verify(await signer.token({ role: "staff" }));

  expect(principal).toEqual({ kind: "user", userId: customerId, role: "staff", sessionId: "session-1" });
});

describe("a token is not believed", () => {
  test.each([
    ["that has expired", { expiresInSeconds: -10 }],
    ["of another issuer", { issuer: "elsewhere" }],
    ["for another audience", { audience: "catalog" }],
    ["of a role that isn't", { role: "root" }],
    ["of nobody", { subject: "nobody" }],
    ["with an unknown key", { kid: "key-99" }],
  ])("%s", async (_what, wishes) => {
    const token = await signer.token(wishes);

    await expect(verifier().verify(token)).rejects.toMatchObject({ status: 401, code: "invalid-token" });
  });

  test("that names no key, though there are several", async () => {
    await signer.addKey();

    await expect(verifier().verify(await signer.token({ kid: null }))).rejects.toMatchObject({ status: 401 });
  });

  test("that was changed on the way", async () => {
    const [header, payload, signature] = (await signer.token()).split(".");
    const claims = JSON.parse(Buffer.from(String(payload), "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, role: "admin" })).toString("base64url");

    await expect(verifier().verify(`${header}.${forged}.${signature}`)).rejects.toMatchObject({
      status: 401,
    });
  });

  test("that is signed with a secret in place of the key", async () => {
    const token = await new SignJWT({ role: "admin", sid: "s" })
      .setProtectedHeader({ alg: "HS256", kid: "key-0" })
      .setSubject(customerId)
      .setIssuer("shopeasy")
      .setAudience("shopeasy-api")
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode("the public key, as text, which everybody knows"));

    await expect(verifier().verify(token)).rejects.toMatchObject({ status: 401 });
  });

  test("that is not signed at all", async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = {
      sub: customerId,
      role: "admin",
      sid: "s",
      iss: "shopeasy",
      aud: "shopeasy-api",
      exp: 9_999_999_999,
    };

    await expect(verifier().verify(`${part({ alg: "none" })}.${part(claims)}.`)).rejects.toMatchObject({
      status: 401,
    });
  });

  test.each(["", "x", "a.b.c", "é.é.é"])("that is the text %j", async (text) => {
    await expect(verifier().verify(text)).rejects.toMatchObject({ status: 401 });
  });

  test("once it has expired, though it was good before", async () => {
    let now = Date.now();
    const tokens = verifier({ now: () => now });
    const token = await signer.token({ expiresInSeconds: 60 });
    await tokens.verify(token);
    now += 70_000;

    await expect(tokens.verify(token)).rejects.toMatchObject({ status: 401 });
  });
});

describe("the keys", () => {
  test("are fetched once for many tokens", async () => {
    const tokens = verifier();

    await tokens.verify(await signer.token());
    await tokens.verify(await signer.token({ role: "admin" }));

    expect(signer.asked()).toBe(1);
  });

  test("are a part of the trace of whoever waits for them, and are asked for in it", async () => {
    const daemon = await startXRayDaemon();
    configureTracing({ service: "orders", daemonAddress: daemon.address, sampleRate: 1, enabled: true });
    const token = await signer.token();
    const trace = beginTrace({});

    await trace.run(() => verifier().verify(token));
    trace.close();

    const { subsegments = [] } = await daemon.segmentOf(trace.id);
    expect(subsegments).toEqual([
      expect.objectContaining({
        name: "keys",
        namespace: "remote",
        http: { request: { method: "GET", url: "/jwks.json" }, response: { status: 200 } },
      }),
    ]);
    expect(signer.traceHeader()).toBe(`Root=${trace.id};Parent=${subsegments[0]?.id};Sampled=1`);
    configureTracing({ service: "orders", sampleRate: 0, enabled: false });
    await daemon.close();
  });

  test("are fetched anew for one that isn't known, so that keys can change at any time", async () => {
    const tokens = verifier();
    await tokens.verify(await signer.token());
    await signer.rotate();

    const principal = await tokens.verify(await signer.token());

    expect(principal.userId).toBe(customerId);
    expect(signer.asked()).toBe(2);
  });

  test("are not asked for again by each forged token", async () => {
    const tokens = verifier({ cooldownMs: 60_000 });
    await tokens.verify(await signer.token());

    for (const kid of ["a", "b", "c"]) {
      await expect(tokens.verify(await signer.token({ kid }))).rejects.toMatchObject({ status: 401 });
    }

    expect(signer.asked()).toBe(1);
  });

  test("are fetched once for many tokens of a new one that come at once", async () => {
    const tokens = verifier({ cooldownMs: 60_000, now: clockAt(Date.now()) });
    await tokens.verify(await signer.token());
    await signer.addKey();
    tick(60_000);

    const callers = await Promise.all(
      ["customer", "staff", "admin"].map(async (role) => tokens.verify(await signer.token({ role }))),
    );

    expect(callers.map(({ role }) => role)).toEqual(["customer", "staff", "admin"]);
    expect(signer.asked()).toBe(2);
  });

  test("of before and after a rotation are good at once", async () => {
    const tokens = verifier();
    const [before, later] = [await signer.token(), await signer.token({ role: "staff" })];
    await tokens.verify(before);
    await signer.addKey();

    const principals = [
      await tokens.verify(await signer.token({ role: "admin" })),
      await tokens.verify(later),
    ];

    expect(principals.map(({ role }) => role)).toEqual(["admin", "staff"]);
  });

  test("are asked for once by a flood of forged tokens also while they can't be had", async () => {
    const logs = logLines();
    const tokens = verifier({ cooldownMs: 60_000, logger: logs.logger, now: clockAt(Date.now()) });
    await tokens.verify(await signer.token());
    const good = await signer.token({ role: "admin", expiresInSeconds: 3_600 });
    const forged = await Promise.all(
      Array.from({ length: 50 }, (_, index) => signer.token({ kid: `key-forged-${index}` })),
    );
    await signer.goAway();
    tick(60_000);

    const refusals = [];
    for (const token of forged) refusals.push(await tokens.verify(token).catch((error) => error.code));

    expect(new Set(refusals)).toEqual(new Set(["keys-unavailable"]));
    expect(logs.of("keys.fetch-failed")).toHaveLength(1);
    expect((await tokens.verify(good)).role).toBe("admin");
  });

  test("that are at hand stay good while the users service is away", async () => {
    let now = Date.now();
    const logs = logLines();
    const tokens = verifier({ now: () => now, refreshMs: 1_000, logger: logs.logger });
    await tokens.verify(await signer.token());
    const later = await signer.token({ role: "admin", expiresInSeconds: 3_600 });
    await signer.goAway();
    now += 600_000;

    const principal = await tokens.verify(later);

    expect(principal.role).toBe("admin");
  });

  test("that could never be fetched make a 503, since the token may be good", async () => {
    const token = await signer.token();
    await signer.goAway();

    await expect(verifier().verify(token)).rejects.toMatchObject({ status: 503, code: "keys-unavailable" });
  });
});
