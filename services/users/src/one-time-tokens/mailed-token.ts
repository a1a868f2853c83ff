import { NotFound } from "@shopeasy/platform/errors";
import { and, eq } from "drizzle-orm";
import { accounts, oneTimeTokens } from "../db/schema";
import type { Deps } from "../deps";
import { oneTimeToken } from "./one-time-token";
import { isOfToken, isOpen } from "./use-token";

/** What a mail with the token of a request needs, the same however often it is asked for. @throws NotFound `request-over` */
export async function mailedToken(
  { database, clock, tokenKey }: Pick<Deps, "database" | "clock" | "tokenKey">,
  requestId: string,
) {
  const [found] = await database.db
    .select({
      purpose: oneTimeTokens.purpose,
      email: oneTimeTokens.email,
      name: accounts.name,
      expiresAt: oneTimeTokens.expiresAt,
    })
    .from(oneTimeTokens)
    .innerJoin(accounts, isOfToken)
    .where(and(eq(oneTimeTokens.requestId, requestId), isOpen(clock.now())));
  if (!found) throw new NotFound("request-over", "The request is unknown, or its token works no longer.");
  return { ...found, expiresAt: found.expiresAt.toISOString(), token: oneTimeToken(tokenKey, requestId) };
}
