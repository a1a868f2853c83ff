import type { ShopEvent } from "@shopeasy/contracts/events";
import { getUser } from "@shopeasy/contracts/internal/users";
import type { Deps } from "../deps";
import { sendOnce } from "../sending/send-once";
import { undefinedWhen } from "../sending/undefined-when";
import { passwordChangedMail } from "./password-changed-mail";

/**
 * Tells a user that her password was changed: one mail for a change, however often its event comes.
 * @throws what the call to users, the table or SES throws; the event is then to come again
 */
export async function tellOfPasswordChange(
  deps: Deps,
  { id, occurredAt, data }: ShopEvent<"user.password-changed">,
): Promise<void> {
  const { userId } = data;
  await sendOnce(deps, { kind: "password-changed", about: id }, async () => {
    const user = await deps.client
      .call(getUser, { params: { userId } })
      .catch(undefinedWhen("user-not-found"));
    return (
      user && { to: [user.email], userId, ...passwordChangedMail({ name: user.name, changedAt: occurredAt }) }
    );
  });
}
