import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Deps } from "../deps";
import { claimNotification, markSent, type Notification, releaseClaim } from "./claim-notification";
import type { AddressedMail } from "./mail";

/**
 * Sends a notification's mail, unless it was sent. Only a crash after SES took it and before that is noted may repeat
 * it, and an answer of SES that got lost.
 * @throws Error while somebody else is at it: should that one fail, the message must come again
 */
export async function sendOnce(
  deps: Deps,
  notification: Notification,
  write: () => Promise<AddressedMail>,
): Promise<void> {
  const { kind, about } = notification;
  const claim = await claimNotification(deps, notification);
  if (claim === "sent") {
    deps.logger.info("mail.repeat-spared", { kind, about });
    return;
  }
  if (claim === "claimed") throw new Error(`The ${kind} of ${about} is being sent`);

  try {
    await send(deps, await write());
  } catch (error) {
    await releaseClaim(deps, claim).catch((fault: unknown) =>
      deps.logger.warn("mail.claim-not-released", { kind, about, error: fault }),
    );
    throw error;
  }
  deps.logger.info("mail.sent", { kind, about });
  // The mail is out: failing now would have the queue bring the event again, and another mail sent.
  await markSent(deps, claim).catch((error: unknown) =>
    deps.logger.error("mail.not-marked-as-sent", { kind, about, error }),
  );
}

async function send({ ses, mailFrom }: Deps, { to, subject, html, text }: AddressedMail): Promise<void> {
  const content = (Data: string) => ({ Data, Charset: "UTF-8" });
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: mailFrom,
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: content(subject), Body: { Html: content(html), Text: content(text) } } },
    }),
  );
}
