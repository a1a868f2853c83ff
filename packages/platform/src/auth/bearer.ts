import { Unauthorized } from "../errors";

/** What a token that can't be believed is answered with, whatever is wrong with it. */
export function invalidToken(cause?: unknown): Unauthorized {
  const error = new Unauthorized(
    "invalid-token",
    "The access token is malformed, expired or forged.",
    {},
    { cause },
  );
  return error.withHeaders({ "WWW-Authenticate": 'Bearer error="invalid_token"' });
}

/** The token of `Authorization: Bearer <token>`. @throws Unauthorized for any other scheme or form */
export function bearerToken(authorization: string): string {
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(authorization)?.[1];
  if (token === undefined) throw invalidToken();
  return token;
}
