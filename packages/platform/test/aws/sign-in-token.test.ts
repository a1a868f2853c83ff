import { type SignInTokenOptions, signInTokens } from "../../src/aws/sign-in-token";

const keys = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  sessionToken: "a/session+token==",
};

/** A maker of tokens with a clock of its own, that counts how often it asks for credentials. */
function aSignIn(options: Partial<SignInTokenOptions> = {}) {
  const clock = { at: Date.UTC(2026, 10, 21, 12), now: () => new Date(clock.at) };
  let asked = 0;
  const token = signInTokens({
    service: "rds-db",
    target: "shop.abc123.eu-west-1.rds.amazonaws.com:5432",
    query: { Action: "connect", DBUser: "catalog" },
    region: "eu-west-1",
    clock,
    ...options,
    credentials: async () => {
      asked++;
      return options.credentials ? options.credentials() : keys;
    },
  });
  const minutes = (count: number) => {
    clock.at += count * 60_000;
  };
  return { token, minutes, asked: () => asked };
}

const signed = (token: string) => Object.fromEntries(new URLSearchParams(token.split("?")[1]));

describe("a token to sign in with", () => {
  // Both signatures are what botocore 1.43 gives for the same request; the first one @aws-sdk/rds-signer 3.1169 as well.
  test("opens a database, as AWS's own signers make it", async () => {
    const token = await aSignIn().token();

    expect(token.split("?")[0]).toBe("shop.abc123.eu-west-1.rds.amazonaws.com:5432/");
    expect(signed(token)).toEqual({
      Action: "connect",
      DBUser: "catalog",
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": "AKIDEXAMPLE/20261121/eu-west-1/rds-db/aws4_request",
      "X-Amz-Date": "20261121T120000Z",
      "X-Amz-Expires": "900",
      "X-Amz-SignedHeaders": "host",
      "X-Amz-Security-Token": keys.sessionToken,
      "X-Amz-Signature": "54c1cb3fc71e2173b8cc5de616e132c7d99aaa331f493198afed85e6042e95c6",
    });
  });

  test("opens a cache, as AWS's own signers make it", async () => {
    const query = { Action: "connect", User: "shopeasy-prod-catalog" };

    const token = await aSignIn({ service: "elasticache", target: "shopeasy-prod-cache", query }).token();

    expect(token).toMatch(/^shopeasy-prod-cache\/\?Action=connect&User=shopeasy-prod-catalog&/);
    expect(signed(token)["X-Amz-Signature"]).toBe(
      "57368532e4819aec35d1fca91c2696f2d79da12cadec4d1dd0e6b232740e1f60",
    );
  });

  test("is made once for all who ask within ten minutes, and anew before AWS's fifteen are over", async () => {
    const { token, minutes, asked } = aSignIn();

    const burst = await Promise.all(Array.from({ length: 50 }, token));
    minutes(9);
    const later = await token();
    minutes(2);
    const next = await token();

    expect(new Set([...burst, later]).size).toBe(1);
    expect(signed(next)["X-Amz-Date"]).toBe("20261121T121100Z");
    expect(asked()).toBe(2);
  });

  test("is not handed out when the credentials that signed it are about to end", async () => {
    const expiration = new Date(Date.UTC(2026, 10, 21, 12, 5));
    const { token, minutes, asked } = aSignIn({ credentials: async () => ({ ...keys, expiration }) });

    await token();
    minutes(3);
    await token();
    minutes(1);
    await token();

    expect(asked()).toBe(2);
  });

  test("can be had again when credentials could not be had once", async () => {
    let isDown = true;
    const { token } = aSignIn({
      async credentials() {
        if (isDown) throw new Error("no credentials");
        return keys;
      },
    });

    await expect(token()).rejects.toThrow("no credentials");
    isDown = false;

    await expect(token()).resolves.toContain("X-Amz-Signature");
  });
});
