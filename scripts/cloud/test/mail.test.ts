import { randomUUID } from "node:crypto";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { clientConfig, mailsTo } from "@shopeasy/testing/cloud";

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
