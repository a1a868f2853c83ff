import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { annotate, annotateUser } from "@shopeasy/platform/tracing/tracing";
import type { Deps } from "../deps";
import { withoutSuppressed } from "../suppression/suppressions";
import { claimNotification, type Notification, releaseClaim, settleClaim } from "./claim-notification";
import type { AddressedMail } from "./mail";
import { singleLine, withoutControls } from "./text-rules";

/**
 * Sends a notification's mail, unless it was sent, or `write` finds that there is nobody (or nothing) to write to any
 * more, or its address takes no more mail. Only a crash after SES took it and before that is noted may repeat it, and an
 * answer of SES that got lost.
 * @throws Error while somebody else is at it: should that one fail, the message must come again
 */
export async function sendOnce(
  deps: Deps,
  notification: Notification,
  write: () => Promise<AddressedMail | undefined>,
): Promise<void> {
  const { kind, about, orderId } = notification;
  const told = { kind, about, ...(orderId && { orderId }) };
  annotate("mail", kind);
  const claim = await claimNotification(deps, notification);
  if (claim === "sent" || claim === "suppressed") {
    deps.logger.info("mail.repeat-spared", told);
    return;
  }
  if (claim === "claimed") throw new Error(`The ${kind} of ${about} is being sent`);

  const outcome = await attempt().catch(async (error: unknown) => {
    deps.counts.failed();
    await releaseClaim(deps, claim).catch((fault: unknown) =>
      deps.logger.warn("mail.claim-not-released", { ...told, error: fault }),
    );
    throw error;
  });
  deps.logger.info(`mail.${outcome}`, told);
  annotate("outcome", outcome);
  if (outcome === "dropped") return releaseClaim(deps, claim);
  deps.counts.ended(outcome);
  // The mail is out: failing now would have the queue bring the event again, and another mail sent.
  await settleClaim(deps, claim, outcome).catch((error: unknown) =>
    deps.logger.error("mail.not-marked-as-sent", { ...told, error }),
  );

  async function attempt(): Promise<"sent" | "suppressed" | "dropped"> {
    const mail = await write();
    if (!mail) return "dropped";
    if (mail.userId) annotateUser(mail.userId);
    const to = await withoutSuppressed(deps, mail.to);
    if (to.length === 0) return "suppressed";
    await send(deps, { ...mail, to });
    return "sent";
  }
}

async function send({ ses, mailFrom, configurationSet }: Deps, mail: AddressedMail): Promise<void> {
  const { to, subject, html, text, userId, unsubscribeLink } = mail;
  const content = (text: string) => ({ Data: withoutControls(text), Charset: "UTF-8" });
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: mailFrom,
      Destination: { ToAddresses: [...to] },
      Content: {
        Simple: {
          Subject: content(singleLine(subject)),
          Body: { Html: content(html), Text: content(text) },
          ...(unsubscribeLink !== undefined && { Headers: oneClick(unsubscribeLink) }),
        },
      },
      ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
      // SES hands it back with a bounce: so what is kept of that can be erased with the customer.
      ...(userId && { EmailTags: [{ Name: "user", Value: userId }] }),
    }),
  );
}

/** RFC 8058: the mail program shows a button of its own. */
const oneClick = (link: string) => [
  { Name: "List-Unsubscribe", Value: `<${link}>` },
  { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
];
