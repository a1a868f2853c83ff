import type { ShopEvent } from "@shopeasy/contracts/events";
import { getOneTimeToken } from "@shopeasy/contracts/internal/users";
import type { Deps } from "../deps";
import { sendOnce } from "../sending/send-once";
import { undefinedWhen } from "../sending/undefined-when";
import { linkMail } from "./link-mails";

const kinds = {
  "user.email-verification-requested": "email-verification",
  "user.password-reset-requested": "password-reset",
} as const;

/**
 * Mails the link that somebody asked for: one mail for a request, however often its event comes. The token and the
 * address are asked of users now; a request that is over by then is dropped.
 * @throws what the call to users, the table or SES throws; the event is then to come again
 */
export async function mailLink(deps: Deps, { type, data }: ShopEvent<keyof typeof kinds>): Promise<void> {
  const { userId, requestId } = data;
  await sendOnce(deps, { kind: kinds[type], about: requestId }, async () => {
    const asked = await deps.client
      .call(getOneTimeToken, { params: { requestId } })
      .catch(undefinedWhen("request-over"));
    return asked && { to: [asked.email], userId, ...linkMail(asked, deps.publicUrl) };
  });
}
