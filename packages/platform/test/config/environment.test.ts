import { z } from "zod";
import { ConfigurationError, flag, readEnvironment, serviceEnvironment } from "../../src/config/environment";

const needed = {
  JWKS_URL: "http://127.0.0.1:3000/api/v1/auth/jwks.json",
  SERVICE_TOKEN_SECRET: "a secret of at least thirty-two characters",
};

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readEnvironment(z.object({ ...serviceEnvironment, DATABASE_URL: z.url() }), environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
  }
  return [];
};

describe("the environment", () => {
  test("is read with its defaults, which are for local use", () => {
    const config = readEnvironment(z.object(serviceEnvironment), { ...needed, UNRELATED: "x" });

    expect(config).toMatchObject({ HOST: "127.0.0.1", PORT: 0, LOG_LEVEL: "info", TRUSTED_PROXIES: 0 });
    expect(config.SERVICE_TOKEN_SECRET).toEqual([needed.SERVICE_TOKEN_SECRET]);
    expect(config).not.toHaveProperty("UNRELATED");
  });

  test("names everything that is wrong at once, and no value", () => {
    const faults = faultsOf({
      PORT: "hunter2",
      LOG_LEVEL: "loud",
      JWKS_URL: "hunter2",
      SERVICE_TOKEN_SECRET: "hunter2",
    });

    expect(faults).toEqual([
      expect.stringMatching(/^PORT: .*number/),
      expect.stringMatching(/^LOG_LEVEL: .*"info"/),
      "JWKS_URL: Invalid URL",
      "SERVICE_TOKEN_SECRET: must be at least 32 characters",
      "DATABASE_URL: is missing",
    ]);
    expect(faults.join()).not.toContain("hunter2");
  });

  test("takes an empty variable for a missing one", () => {
    expect(faultsOf({ ...needed, DATABASE_URL: "" })).toEqual(["DATABASE_URL: is missing"]);
  });

  test("takes two secrets while one follows the other", () => {
    const [one, two] = ["1".repeat(32), "2".repeat(32)];

    const config = readEnvironment(z.object(serviceEnvironment), {
      ...needed,
      SERVICE_TOKEN_SECRET: `${one}, ${two}`,
    });

    expect(config.SERVICE_TOKEN_SECRET).toEqual([one, two]);
  });

  test.each([
    ["true", true],
    ["false", false],
  ])("reads the flag %s", (text, expected) => {
    expect(flag.parse(text)).toBe(expected);
  });
});

describe("rate limits", () => {
  const read = (RATE_LIMITS: string) =>
    readEnvironment(z.object(serviceEnvironment), { ...needed, RATE_LIMITS }).RATE_LIMITS;

  test("are read by class", () => {
    expect(read("reading=1000/60s, writing=200/60s,credentials=20/900s")).toEqual({
      reading: { limit: 1000, windowSeconds: 60 },
      writing: { limit: 200, windowSeconds: 60 },
      credentials: { limit: 20, windowSeconds: 900 },
    });
  });

  test.each([
    "reading=1/60s",
    "reading=1/60s,writing=1/60s,credentials=0/60s",
    "reading=1/60s,writing=1,credentials=1/1s",
  ])("are refused where they say %s", (text) => {
    expect(() => read(text)).toThrow(/RATE_LIMITS: wants reading=/);
  });

  test("are by default wide enough for 2,000 calls a second", () => {
    const { RATE_LIMITS } = readEnvironment(z.object(serviceEnvironment), needed);

    for (const { limit, windowSeconds } of Object.values(RATE_LIMITS)) {
      expect(limit / windowSeconds).toBeGreaterThan(2_000);
    }
  });
});
