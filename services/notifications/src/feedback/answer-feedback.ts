import type { ShopEvent } from "@shopeasy/contracts/events";
import { getFeedbackNotice } from "@shopeasy/contracts/internal/feedback";
import { getUser } from "@shopeasy/contracts/internal/users";
import type { Deps } from "../deps";
import { sendOnce } from "../sending/send-once";
import { undefinedWhen } from "../sending/undefined-when";
import { feedbackReplyMail } from "./feedback-reply-mail";

/**
 * Sends what staff answered to who asked: to the address that was given, or else that of the account.
 * @throws what the calls, the table or SES throw; the event is then to come again
 */
export async function answerFeedback(
  deps: Deps,
  { id, data: { feedbackId } }: ShopEvent<"feedback.replied">,
): Promise<void> {
  await sendOnce(deps, { kind: "feedback-reply", about: id }, async () => {
    const asked = await deps.client
      .call(getFeedbackNotice, { params: { feedbackId } })
      .catch(undefinedWhen("feedback-not-found"));
    if (!asked || asked.reply === null) return undefined;
    const { customerId: userId, message, reply } = asked;
    const user =
      userId === null
        ? undefined
        : await deps.client.call(getUser, { params: { userId } }).catch(undefinedWhen("user-not-found"));
    // Of somebody who was erased no address is used, wherever one may still stand.
    const email = asked.email ?? user?.email;
    if (!email || (userId !== null && !user)) return undefined;
    return { to: [email], userId, ...feedbackReplyMail({ name: user?.name ?? "", message, reply }) };
  });
}
