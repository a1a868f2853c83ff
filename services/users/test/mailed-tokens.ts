import { and, asc, eq } from "drizzle-orm";
import { outboxTable } from "../src/db/schema";
import { answerForgottenPassword } from "../src/one-time-tokens/forget-password";
import type { RunningUsers } from "./running-users";

const requestedEvents = {
  "verify-email": "user.email-verification-requested",
  "reset-password": "user.password-reset-requested",
};

type Purpose = keyof typeof requestedEvents;

/** The ids of an account's requests for a token, oldest first, as they were announced. */
export async function requestsOf(users: RunningUsers, { id }: { id: string }, purpose: Purpose) {
  const events = await users.deps.database.db
    .select({ payload: outboxTable.payload })
    .from(outboxTable)
    .where(and(eq(outboxTable.aggregateId, id), eq(outboxTable.type, requestedEvents[purpose])))
    .orderBy(asc(outboxTable.id));
  return events.map(({ payload }) => (payload as { data: { requestId: string } }).data.requestId);
}

/** What notifications is told about a request when it writes the mail. */
export const askForToken = async (users: RunningUsers, requestId: string) =>
  users.internal
    .post(`/internal/one-time-tokens/${requestId}`)
    .set("Authorization", `Bearer ${await users.serviceToken()}`);

/** The token of the newest mail to an account. */
export async function mailedToken(users: RunningUsers, customer: { id: string }, purpose: Purpose) {
  const requestId = (await requestsOf(users, customer, purpose)).at(-1) ?? "none";
  const { body } = await askForToken(users, requestId);
  return body.token as string;
}

/** What the worker does, until nothing is left to do. */
export async function answerAllForgotten({ deps }: RunningUsers) {
  while ((await answerForgottenPassword(deps)) > 0);
}

/** Somebody forgot her password; gives the token that was mailed to her. */
export async function forgottenBy(users: RunningUsers, customer: { id: string; email: string }) {
  await users.api.post("/auth/password/forgot").send({ email: customer.email }).expect(202);
  await answerAllForgotten(users);
  return mailedToken(users, customer, "reset-password");
}
