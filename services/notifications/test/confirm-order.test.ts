import { randomUUID } from "node:crypto";
import { mailsTo } from "@shopeasy/testing/cloud";
import { freePort } from "@shopeasy/testing/free-port";
import type { Context } from "aws-lambda";
import { handler } from "../src/handler";
import { claimNotification } from "../src/sending/claim-notification";
import { sendOnce } from "../src/sending/send-once";
import { formerOrders } from "./former-orders";
import {
  anAddress,
  aRecord,
  context,
  type NotificationsGround,
  notificationsGround,
  publicUrl,
} from "./notifications-ground";

describe("the confirmation of a paid order", () => {
  let ground: NotificationsGround;

  beforeAll(async () => {
    ground = await notificationsGround();
  });
  afterAll(() => ground.close());

  it("is mailed to a guest, with a link that opens the order by its token", async () => {
    const address = anAddress();
    const { id, number, event } = await ground.paidOrder(address);

    const answer = await ground.deliver([aRecord(event)]);

    expect(answer).toEqual({ batchItemFailures: [] });
    const [mail, ...more] = await mailsTo(address);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe(`Your order ${number}`);
    for (const form of [mail?.text, mail?.html]) {
      expect(form).toContain(`${publicUrl}/orders/${id}?token=`);
      expect(form).toContain("Ridge Two-Person Tent");
      expect(form).toContain("$219.92");
    }
  });

  it("links a customer to her order without a token: she signs in", async () => {
    const address = anAddress();
    const { id, event } = await ground.paidOrder(address, { customerId: randomUUID() });

    await ground.deliver([aRecord(event)]);

    const [mail] = await mailsTo(address);
    expect(mail?.text).toContain(`${publicUrl}/orders/${id}\n`);
    expect(mail?.text).not.toContain("token=");
  });

  it("is mailed once, however often the event is delivered, one after another or at once", async () => {
    const address = anAddress();
    const { event } = await ground.paidOrder(address);
    const deliver = () => ground.deliver([aRecord(event)]);

    await Promise.all(Array.from({ length: 8 }, deliver));
    const late = await deliver();

    expect(late.batchItemFailures).toEqual([]);
    expect(await mailsTo(address)).toHaveLength(1);
  });

  it("is mailed once to each of a batch in which one comes twice, and one was mailed before", async () => {
    const addresses = [anAddress(), anAddress(), anAddress()];
    const orders = await Promise.all(addresses.map((address) => ground.paidOrder(address)));
    const events = orders.map(({ event }) => event);
    await ground.deliver([aRecord(events[0])]);

    await ground.deliverAll([...events, events[1]]);

    const mails = await Promise.all(addresses.map(mailsTo));
    expect(mails.map(({ length }) => length)).toEqual([1, 1, 1]);
    for (const [index, { number }] of orders.entries()) {
      expect(mails[index]?.[0]?.subject).toBe(`Your order ${number}`);
    }
  });

  it("is mailed to nobody who asked to be erased, and to the others of the batch", async () => {
    const [erased, other] = [anAddress(), anAddress()];
    const { id, event } = await ground.paidOrder(erased);
    const { event: others } = await ground.paidOrder(other);
    await ground.sql`update orders set erasure_asked_at = now() where id = ${id}`;

    const answer = await ground.deliver([aRecord(event), aRecord(others)]);

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await mailsTo(erased)).toEqual([]);
    expect(await mailsTo(other)).toHaveLength(1);
  });

  it("fails alone where orders can't give it", async () => {
    const address = anAddress();
    const { id, event } = await ground.paidOrder(anAddress());
    const { event: other } = await ground.paidOrder(address);
    await ground.sql`update orders set shipping_address = '{}' where id = ${id}`;
    const records = [aRecord(event), aRecord(other)];

    const { batchItemFailures } = await ground.deliver(records);

    expect(batchItemFailures).toEqual([{ itemIdentifier: records[0]?.messageId }]);
    expect(await mailsTo(address)).toHaveLength(1);
  });

  it("is asked of orders once for all of a batch", async () => {
    const orders = await Promise.all(Array.from({ length: 7 }, () => ground.paidOrder(anAddress())));
    const deps = ground.depsWith();

    await ground.deliver(
      orders.map(({ event }) => aRecord(event)),
      deps,
    );

    const measured = await deps.metrics.render();
    const calls = measured
      .split("\n")
      .filter((line) => /^call_duration_seconds_count.*"orders\..*"ok"/.test(line));
    expect(calls).toEqual([expect.stringMatching(/"orders\.get-order-confirmations".* 1$/)]);
  });

  it("is mailed beside an orders of the release before, which tells of one order at a time", async () => {
    const addresses = [anAddress(), anAddress()];
    const orders = await Promise.all(addresses.map((address) => ground.paidOrder(address)));
    const former = await formerOrders(ground.environment.ORDERS_URL);
    const beside = ground.depsWith({ ORDERS_URL: former.url });

    const answer = await ground.deliver(
      orders.map(({ event }) => aRecord(event)),
      beside,
    );
    await former.close();

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await Promise.all(addresses.map(mailsTo))).toEqual([[expect.anything()], [expect.anything()]]);
  });

  it("is logged in the trace of its event, and no address or name with it", async () => {
    const address = anAddress();
    const { id, event } = await ground.paidOrder(address);
    const root = "1-67891233-abcdef012345678912345678";

    await ground.deliver([aRecord(event, `Root=${root};Parent=53995c3f42cd8ad8;Sampled=0`)]);

    const sent = ground.logged("mail.sent").find(({ orderId }) => orderId === id);
    expect(sent).toMatchObject({ kind: "order-confirmation", about: id, traceId: root });
    expect(ground.logText()).not.toContain(address);
    expect(ground.logText()).not.toContain("Ada");
  });

  it("fails alone in its batch when it can't be understood, or tells of an order nobody knows", async () => {
    const address = anAddress();
    const { event } = await ground.paidOrder(address);
    const unknown = { ...event, data: { ...event.data, orderId: randomUUID() } };
    const records = [
      aRecord("gibberish"),
      aRecord({ type: "order.paid" }),
      aRecord(unknown),
      aRecord(event),
      aRecord({ ...event, type: "order.lost" }),
    ];

    const { batchItemFailures } = await ground.deliver(records);

    const failed = [0, 1, 2, 4].map((index) => ({ itemIdentifier: records[index]?.messageId }));
    expect(batchItemFailures).toEqual(failed);
    expect(await mailsTo(address)).toHaveLength(1);
    expect(ground.logText()).not.toContain("gibberish");
  });

  it.each([["ORDERS_URL"], ["AWS_ENDPOINT_URL_SESV2"]])(
    "is mailed at the next delivery when %s did not answer at the first",
    async (part) => {
      const address = anAddress();
      const { event } = await ground.paidOrder(address);
      const cutOff = ground.depsWith({ [part]: `http://127.0.0.1:${await freePort()}` });
      const record = aRecord(event);

      const first = await ground.deliver([record], cutOff);
      const second = await ground.deliver([record]);

      expect(first.batchItemFailures).toEqual([{ itemIdentifier: record.messageId }]);
      expect(second.batchItemFailures).toEqual([]);
      expect(await mailsTo(address)).toHaveLength(1);
    },
  );

  it("waits while another is at it, and takes over once that one's lease has run out", async () => {
    const address = anAddress();
    const { id, event } = await ground.paidOrder(address);
    const record = aRecord(event);
    await claimNotification(ground.deps, { kind: "order-confirmation", about: id });
    const inAMinute = { ...ground.deps, clock: { now: () => new Date(Date.now() + 60_000) } };

    const meanwhile = await ground.deliver([record]);
    const early = await mailsTo(address);
    const later = await ground.deliver([record], inAMinute);

    expect(meanwhile.batchItemFailures).toEqual([{ itemIdentifier: record.messageId }]);
    expect(early).toEqual([]);
    expect(later.batchItemFailures).toEqual([]);
    expect(await mailsTo(address)).toHaveLength(1);
  });

  const notification = () => ({ kind: "order-confirmation", about: randomUUID() }) as const;
  const aMail = (address: string) => {
    return { to: [address], subject: "Your order", html: "<p>Hello</p>", text: "Hello" };
  };

  it("counts as sent once SES took it, also for who claimed it after its lease", async () => {
    const address = anAddress();
    const confirmation = notification();
    const inAMinute = { ...ground.deps, clock: { now: () => new Date(Date.now() + 60_000) } };

    await sendOnce(ground.deps, confirmation, async () => {
      await claimNotification(inAMinute, confirmation);
      return aMail(address);
    });

    expect(await claimNotification(inAMinute, confirmation)).toBe("sent");
    expect(await mailsTo(address)).toHaveLength(1);
  });

  it("counts as sent once SES took it, even when that can't be noted any more", async () => {
    const address = anAddress();
    const { outcomes } = ground.depsWith({
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${await freePort()}`,
    });

    await sendOnce({ ...ground.deps, outcomes }, notification(), async () => aMail(address));

    expect(await mailsTo(address)).toHaveLength(1);
    expect(ground.logged("mail.not-marked-as-sent")).toHaveLength(1);
  });

  it("is noted for each of many that are sent at once, more than a call of DynamoDB's takes", async () => {
    const confirmations = Array.from({ length: 30 }, notification);
    const send = (confirmation: ReturnType<typeof notification>) =>
      sendOnce(ground.deps, confirmation, async () => aMail(anAddress()));

    await Promise.all(confirmations.map(send));

    const outcomes = confirmations.map((one) => claimNotification(ground.deps, one));
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(["sent"]));
  });

  it("is sent by the handler that AWS invokes, which reads its environment when first invoked", async () => {
    const address = anAddress();
    const { event } = await ground.paidOrder(address);
    Object.assign(process.env, ground.environment);
    const record = aRecord(event);

    const answers = [
      await handler({ Records: [record] }, context as Context),
      await handler({ Records: [record] }, context as Context),
    ];

    expect(answers).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(await mailsTo(address)).toHaveLength(1);
  });
});
