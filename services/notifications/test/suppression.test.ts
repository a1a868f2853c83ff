import { randomUUID } from "node:crypto";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { shopEvent } from "@shopeasy/contracts/events";
import { UserId } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import { mailsTo } from "@shopeasy/testing/cloud";
import { anAddress, aRecord, type NotificationsGround, notificationsGround } from "./notifications-ground";

const all = { batchItemFailures: [] };

/** As SES writes it, in short. */
const bounce = (emailAddress: string, { bounceType = "Permanent", user }: Bounced = {}) => ({
  eventType: "Bounce",
  bounce: { bounceType, bouncedRecipients: [{ emailAddress, action: "failed" }], timestamp: "2026-01-31" },
  mail: {
    destination: [emailAddress],
    ...(user && { tags: { user: [user], "ses:operation": ["SendEmail"] } }),
  },
});
interface Bounced {
  bounceType?: string;
  user?: string;
}
const complaint = (emailAddress: string) => ({
  notificationType: "Complaint",
  complaint: { complainedRecipients: [{ emailAddress }] },
  mail: { destination: [emailAddress] },
});
const erasureOf = (userId: UserId) =>
  shopEvent(
    "user.erased",
    { id: newId(), occurredAt: new Date(), aggregateId: userId, aggregateVersion: 9 },
    { userId },
  );

describe("what SES tells of mails", () => {
  let ground: NotificationsGround;
  beforeAll(async () => {
    ground = await notificationsGround();
  });
  afterAll(() => ground.close());

  const tell = (...messages: object[]) => ground.deliver(messages.map((message) => aRecord(message)));
  /** Has an order confirmed to an address, and gives whether the mail was sent. */
  async function isWrittenTo(address: string): Promise<boolean> {
    const { event } = await ground.paidOrder(address);
    const before = (await mailsTo(address)).length;
    await ground.deliverAll([event]);
    return (await mailsTo(address)).length > before;
  }
  const held = async () => {
    const { Items = [] } = await ground.deps.dynamo.send(new ScanCommand({ TableName: ground.table }));
    return Items;
  };

  it.each([
    ["bounced for good", (address: string) => bounce(address)],
    ["was complained of", complaint],
    [
      "bounced, as an identity tells it",
      (address: string) => ({ ...bounce(address), eventType: undefined, notificationType: "Bounce" }),
    ],
    [
      "bounced under the name it was written to by",
      (address: string) => bounce(`Ada <${address.toUpperCase()}>`),
    ],
  ])("stops all mail to an address that %s", async (_, feedback) => {
    const address = anAddress();

    const answer = await tell(feedback(address));

    expect(answer).toEqual(all);
    expect(await isWrittenTo(address)).toBe(false);
    expect(ground.logged("mail.suppressed").length).toBeGreaterThan(0);
    expect(ground.logText()).not.toContain(address);
  });

  it("stops nothing where a mailbox was full, or its owner away", async () => {
    const address = anAddress();

    await tell(bounce(address, { bounceType: "Transient" }), { eventType: "Delivery", delivery: {} });

    expect(await isWrittenTo(address)).toBe(true);
  });

  it("spares a suppressed notification's repetition, and lets no other address suffer", async () => {
    const [address, other] = [anAddress(), anAddress()];
    await tell(bounce(address));
    const { event } = await ground.paidOrder(address);

    await ground.deliverAll([event]);
    await ground.deliverAll([event]);

    expect(await mailsTo(address)).toEqual([]);
    expect(await isWrittenTo(other)).toBe(true);
  });

  it("fails alone where it can't be understood", async () => {
    const address = anAddress();
    const records = [aRecord({ eventType: "Bounce" }), aRecord(complaint(address))];

    const { batchItemFailures } = await ground.deliver(records);

    expect(batchItemFailures).toEqual([{ itemIdentifier: records[0]?.messageId }]);
    expect(await isWrittenTo(address)).toBe(false);
  });

  it("is kept by a hash of the address, and goes with its customer, also when it comes after her", async () => {
    const [address, late] = [anAddress(), anAddress()];
    const userId = UserId.parse(randomUUID());
    await tell(bounce(address, { user: userId }));
    const before = await held();

    const answers = [
      await tell(erasureOf(userId)),
      await tell(erasureOf(userId), bounce(late, { user: userId })),
    ];

    expect(JSON.stringify(before)).not.toContain(address);
    expect(before.some(({ pk }) => pk === `person#${userId}`)).toBe(true);
    expect(answers).toEqual([all, all]);
    const [left] = (await held()).filter(({ pk }) => pk === `person#${userId}`);
    expect(left).toEqual({
      pk: `person#${userId}`,
      erasedAt: expect.any(String),
      expiresAt: expect.any(Number),
    });
    expect((await held()).length).toBe(before.length - 1);
    expect(await isWrittenTo(address)).toBe(true);
  });
});
