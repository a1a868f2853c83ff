import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { mailEventsTopic } from "@shopeasy/contracts/resources";
import { declareTopic } from "@shopeasy/testing/declare-topic";
import { clientFor } from "./local-account";

export interface SentMail {
  to: readonly string[];
  tags: readonly { Name: string; Value: string }[];
}

/**
 * What becomes of mails to the addresses of SES's mailbox simulator, told on the topic as SES does; any label may stand
 * behind a plus. https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
const simulated = /^(bounce|complaint|ooto)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

const feedbackOf = {
  bounce: (emailAddress: string) => ({
    eventType: "Bounce",
    bounce: { bounceType: "Permanent", bounceSubType: "General", bouncedRecipients: [{ emailAddress }] },
  }),
  complaint: (emailAddress: string) => ({
    eventType: "Complaint",
    complaint: { complainedRecipients: [{ emailAddress }], complaintFeedbackType: "abuse" },
  }),
  ooto: (emailAddress: string) => ({
    eventType: "Bounce",
    bounce: { bounceType: "Transient", bounceSubType: "General", bouncedRecipients: [{ emailAddress }] },
  }),
} as const;

/** Plays SES's mailbox simulator. `queues`: what tells where SNS is, once it is there. */
export function createMailboxSimulator(queues: Promise<{ endpoint: string }>) {
  let sns: SNSClient | undefined;

  async function tell(feedback: object): Promise<void> {
    sns ??= new SNSClient(clientFor((await queues).endpoint));
    const topicArn = await declareTopic(sns, mailEventsTopic);
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(feedback) }));
  }

  return {
    /** Tells what becomes of a mail, if it went to one of those addresses. */
    receive({ to, tags }: SentMail): void {
      for (const address of to) {
        const [, kind] = simulated.exec(address) ?? [];
        if (!kind) continue;
        const feedback = feedbackOf[kind.toLowerCase() as keyof typeof feedbackOf](address);
        const mail = {
          destination: to,
          tags: Object.fromEntries(tags.map(({ Name, Value }) => [Name, [Value]])),
        };
        tell({ ...feedback, mail }).catch((error: unknown) => console.error("mailbox simulator:", error));
      }
    },
    stop: () => sns?.destroy(),
  };
}
