import type { AccessTokens } from "../auth/access-tokens";
import { bearerToken } from "../auth/bearer";
import { anonymous, isStaff, type Principal } from "../auth/principal";
import { Forbidden, Unauthorized } from "../errors";
import type { Access } from "./route";

/**
 * Who calls, where the route lets them.
 * @throws Unauthorized without a token, or with one that is not good; Forbidden where it is good but not enough
 */
export async function admit(
  tokens: AccessTokens,
  access: Access,
  authorization: string | undefined,
): Promise<Principal> {
  if (access === "open") return anonymous;
  if (authorization === undefined) {
    if (access === "public") return anonymous;
    throw new Unauthorized("unauthenticated", "This call needs an access token.");
  }
  const principal = await tokens.verify(bearerToken(authorization));
  if (!isEnough(access, principal)) {
    throw new Forbidden("forbidden", "This account may not do that.");
  }
  return principal;
}

function isEnough(access: Access, principal: Principal): boolean {
  switch (access) {
    case "open":
    case "public":
      return true;
    case "customer":
      return principal.kind === "user";
    case "staff":
      return isStaff(principal);
    case "admin":
      return principal.kind === "user" && principal.role === "admin";
  }
}
