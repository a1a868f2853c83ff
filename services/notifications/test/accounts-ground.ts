import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import { UserId } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import type { Sql } from "postgres";

const hour = 3_600_000;

/** What happens to accounts of a users service: through its API, or in its books where its worker would do it. */
export function accountsOn(origin: string, sql: Sql) {
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: answer.status < 300 ? await answer.text() : "" };
  };
  const about = (userId: UserId) => ({
    id: newId(),
    occurredAt: new Date(),
    aggregateId: userId,
    aggregateVersion: 1,
  });

  return {
    /** Somebody registers; gives the event that asks for the mail which verifies her address. */
    async registered(email: string, name = "Ada Lovelace") {
      const { body } = await post("/auth/register", { email, name, password: "violet harbour 47 lanterns" });
      const userId = UserId.parse(JSON.parse(body).user.id);
      const [row] = await sql`select payload from outbox where aggregate_id = ${userId}
        and type = 'user.email-verification-requested'`;
      return { userId, event: row?.payload as ShopEvent<"user.email-verification-requested"> };
    },
    verify: (token: string) => post("/auth/verify-email", { token }),
    /** She forgot her password. */
    async passwordForgotten(
      userId: UserId,
      { expiresAt = new Date(Date.now() + hour) }: { expiresAt?: Date } = {},
    ): Promise<ShopEvent<"user.password-reset-requested">> {
      const requestId = newId();
      await sql`insert into one_time_tokens
        (hash, request_id, user_id, purpose, email, requested_at, expires_at)
        select ${requestId}, ${requestId}, id, 'reset-password', email, now(), ${expiresAt}
        from accounts where id = ${userId}`;
      return shopEvent("user.password-reset-requested", about(userId), { userId, requestId });
    },
    passwordChanged: (userId: UserId): ShopEvent<"user.password-changed"> =>
      shopEvent("user.password-changed", about(userId), { userId }),
    /** Whether she agrees to mails that nothing of hers asks for. */
    consents: (userId: UserId, does: boolean) =>
      sql`update accounts set marketing_consent = ${does} where id = ${userId}`,
    /** What a mail program does by one click. */
    async unsubscribe(token: string): Promise<number> {
      const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
      const { status } = await fetch(`${origin}/unsubscribe?token=${token}`, { method: "POST", body });
      return status;
    },
    erase: (userId: UserId) => sql`delete from accounts where id = ${userId}`,
  };
}
