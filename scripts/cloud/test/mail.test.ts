import { randomUUID } from "node:crypto";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mailEventsTopic } from "@shopeasy/contracts/resources";
import { clientConfig, mailsTo, uniqueName } from "@shopeasy/testing/cloud";
import { declareQueue } from "@shopeasy/testing/declare-queue";
import { declareSubscription, declareTopic } from "@shopeasy/testing/declare-topic";
import { eventually } from "@shopeasy/testing/eventually";

const ses = new SESv2Client(clientConfig("sesv2"));
afterAll(() => ses.destroy());

const send = (to: string, subject: string) =>
  ses.send(
    new SendEmailCommand({
      FromEmailAddress: "shop@shopeasy.test",
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject },
          Body: { Text: { Data: "Thank you, Zoë" }, Html: { Data: "<p>Thank you, Zoë</p>" } },
        },
      },
    }),
  );

test("a mail that SES takes is in the inbox, the newest first", async () => {
  const address = `${randomUUID()}@shopeasy.test`;

  await send(address, "Your order");
  await send(address, "Your parcel");

  const mails = await mailsTo(address);
  expect(mails.map(({ subject }) => subject)).toEqual(["Your parcel", "Your order"]);
  expect(mails[0]).toEqual({
    to: [address],
    subject: "Your parcel",
    text: "Thank you, Zoë",
    html: "<p>Thank you, Zoë</p>",
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
});

test("what becomes of mails to the mailbox simulator's addresses is told on the topic of mails", async () => {
  const sns = new SNSClient(clientConfig("sns"));
  const sqs = new SQSClient(clientConfig("sqs"));
  const { url, arn } = await declareQueue(sqs, uniqueName("mails-told"), aQueue);
  await declareSubscription(sns, await declareTopic(sns, mailEventsTopic), arn, "all");
  const address = `bounce+${randomUUID()}@simulator.amazonses.com`;

  await send(address, "Your order");

  const told: string[] = [];
  await eventually(
    async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      told.push(...Messages.map(({ Body = "" }) => Body).filter((body) => body.includes(address)));
      expect(told).toHaveLength(1);
    },
    { withinMs: 20_000 },
  );
  expect(JSON.parse(told[0] ?? "")).toMatchObject({
    eventType: "Bounce",
    bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: address }] },
  });
  sns.destroy();
  sqs.destroy();
});

const aQueue = { subscribesTo: [], visibilityTimeoutSeconds: 30, maxReceiveCount: 8 };
