import { UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import type { Suppression } from "./suppressions";

const recipients = z.array(z.object({ emailAddress: z.string() }));

/** Tags come by a configuration set only. */
const told = {
  mail: z.object({ tags: z.record(z.string(), z.array(z.string())).default({}) }).default({ tags: {} }),
};

const othersOfSes = [
  "Send",
  "Delivery",
  "Reject",
  "Open",
  "Click",
  "Rendering Failure",
  "DeliveryDelay",
  "Subscription",
] as const;

/**
 * What SES tells of a mail, as a configuration set publishes it (`eventType`) or an identity does (`notificationType`):
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const MailFeedback = z.preprocess(
  (message) => ({ ...Object(message), type: Object(message).eventType ?? Object(message).notificationType }),
  z.discriminatedUnion("type", [
    z.object({
      type: z.literal("Bounce"),
      bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients }),
      ...told,
    }),
    z.object({
      type: z.literal("Complaint"),
      complaint: z.object({ complainedRecipients: recipients }),
      ...told,
    }),
    z.object({ type: z.enum(othersOfSes) }),
  ]),
);
export type MailFeedback = z.infer<typeof MailFeedback>;

/** Whether a message of a queue is SES's, and no event of the shop's. */
export const isMailFeedback = (message: unknown): boolean =>
  ["eventType", "notificationType"].some((key) => Object.hasOwn(Object(message), key));

/** Which addresses are to get no more mail: those that don't exist, and who complained. What is only full or away stays. */
export function suppressionsFor(feedback: MailFeedback): Suppression[] {
  switch (feedback.type) {
    case "Bounce":
      if (feedback.bounce.bounceType !== "Permanent") return [];
      return suppressionsOf(feedback.bounce.bouncedRecipients, "bounced", feedback.mail.tags);
    case "Complaint":
      return suppressionsOf(feedback.complaint.complainedRecipients, "complained", feedback.mail.tags);
    default:
      return [];
  }
}

function suppressionsOf(
  gone: z.infer<typeof recipients>,
  reason: Suppression["reason"],
  { user }: Readonly<Record<string, readonly string[]>>,
): Suppression[] {
  const userId = UserId.safeParse(user?.[0]).data;
  return gone.map(({ emailAddress }) => ({ address: bareAddress(emailAddress), reason, userId }));
}

/** SES may give an address as it stood in the header: `Ada <ada@example.com>`. */
const bareAddress = (address: string): string => /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;
