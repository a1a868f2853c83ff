import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Deps } from "../deps";
import { claimNotification, markSent, type Notification, releaseClaim } from "./claim-notification";
import type { AddressedMail } from "./mail";
import { singleLine, withoutControls } from "./text-rules";

/**
 * Sends a notification's mail, unless it was sent, or `write` finds that there is nobody (or nothing) to write to any more. Only a crash after SES took it and before that is noted may repeat
 * it, and an answer of SES that got lost.
 * @throws Error while somebody else is at it: should that one fail, the message must come again
 */
export async function sendOnce(
  deps: Deps,
  notification: Notification,
  write: () => Promise<AddressedMail | undefined>,
): Promise<void> {
  const { kind, about } = notification;
  const claim = await claimNotification(deps, notification);
  if (claim === "sent") {
    deps.logger.info("mail.repeat-spared", { kind, about });
    return;
  }
  if (claim === "claimed") throw new Error(`The ${kind} of ${about} is being sent`);

  try {
    const mail = await write();
    if (!mail) {
      deps.logger.info("mail.dropped", { kind, about });
      await releaseClaim(deps, claim);
      return;
    }
    await send(deps, mail);
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
  const content = (text: string) => ({ Data: withoutControls(text), Charset: "UTF-8" });
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: mailFrom,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: { Subject: content(singleLine(subject)), Body: { Html: content(html), Text: content(text) } },
      },
    }),
  );
}
