import { createRemoteJWKSet } from "jose/jwks/remote";
import { jwtVerify } from "jose/jwt/verify";
import { accessTokenFor, jwksUrl } from "../src/tokens";

const expected = { issuer: "shopeasy", audience: "shopeasy-api", algorithms: ["RS256"] };

test("a token is verified by the key set, and says who and what its bearer is", async () => {
  const token = await accessTokenFor({ userId: "0199-ann", role: "staff", sessionId: "s-1" });

  const { payload, protectedHeader } = await jwtVerify(
    token,
    createRemoteJWKSet(new URL(jwksUrl())),
    expected,
  );

  expect(payload).toMatchObject({ sub: "0199-ann", role: "staff", sid: "s-1" });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
  expect(protectedHeader).toEqual({ alg: "RS256", kid: "test-key" });
});

test("a token can be one that has expired", async () => {
  const token = await accessTokenFor({ userId: "0199-ann", role: "customer", expiresInSeconds: -10 });

  const verification = jwtVerify(token, createRemoteJWKSet(new URL(jwksUrl())), expected);

  await expect(verification).rejects.toMatchObject({ code: "ERR_JWT_EXPIRED" });
});
