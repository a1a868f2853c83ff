import { UserId } from "@shopeasy/contracts/ids";
import { mailsTo } from "@shopeasy/testing/cloud";
import { anAddress, type NotificationsGround, notificationsGround, publicUrl } from "./notifications-ground";
import { lifeOf } from "./order-life";

describe("the mails about an order", () => {
  let ground: NotificationsGround;
  beforeAll(async () => {
    ground = await notificationsGround();
  });
  afterAll(() => ground.close());

  /** A guest's order. */
  async function anOrder() {
    const address = anAddress();
    const order = await ground.paidOrder(address);
    return { address, ...order, life: lifeOf(ground.sql, order) };
  }

  it("tell each step of its life once, with a link that opens it, however often the events are delivered", async () => {
    const { address, id, number, life } = await anOrder();
    const shipped = await life.shipped();
    const events = [
      life.paymentFailed(),
      shipped,
      life.delivered(shipped.data.fulfilmentId),
      await life.refunded(),
      life.cancelled(),
    ];

    await ground.deliverAll(events);
    await ground.deliverAll(events);

    const mails = await mailsTo(address);
    expect(mails.map(({ subject }) => subject).sort()).toEqual(
      [
        `$50.00 of your order ${number} was refunded`,
        `Your order ${number} is cancelled`,
        `Your order ${number} is on its way`,
        `Your order ${number} was delivered`,
        `Your payment for order ${number} did not go through`,
      ].sort(),
    );
    const sent = ground.logged("mail.sent").filter(({ orderId }) => orderId === id);
    expect(sent).toHaveLength(mails.length);
    for (const { text, html } of mails) {
      for (const form of [text, html]) expect(form).toContain(`${publicUrl}/orders/${id}?token=`);
      expect(text).toMatch(/Hello Ada Lovelace,/);
    }
  });

  it("tell where a parcel can be followed, and of a carrier without such a page the number only", async () => {
    const { address, life } = await anOrder();

    await ground.deliverAll([await life.shipped("UPS"), await life.shipped("Bicycle Bob")]);

    const texts = (await mailsTo(address)).map(({ text }) => text).sort();
    expect(texts).toEqual([
      expect.stringMatching(/Carrier: Bicycle Bob\nTracking number: 1Z999AA10123456784\n/),
      expect.stringContaining("https://www.ups.com/track?tracknum=1Z999AA10123456784"),
    ]);
  });

  it("tell each step of a return, and with its approval where to send it", async () => {
    const { address, number, life } = await anOrder();
    const requested = await life.returnIs("requested");
    await ground.deliverAll([requested]);
    const approved = await life.returnIs("approved", requested.data.returnId);

    await ground.deliverAll([approved, requested]);

    const [latest, first, ...more] = await mailsTo(address);
    expect(more).toEqual([]);
    expect(first?.subject).toBe(`We have your return request (order ${number})`);
    expect(latest?.subject).toBe(`Your return is approved (order ${number})`);
    expect(latest?.text).toContain("1 Warehouse Road");
    expect(first?.text).not.toContain("1 Warehouse Road");
  });

  it("stop once its customer is erased", async () => {
    const { address, event, life } = await anOrder();
    const shipped = await life.shipped();
    await life.erased();

    await ground.deliverAll([event, shipped, life.cancelled()]);

    expect(await mailsTo(address)).toEqual([]);
  });

  it("greet by no name that is a message", async () => {
    const { address, id, life } = await anOrder();
    await ground.sql`update orders
      set shipping_address = shipping_address || ${ground.sql.json({ name: "You won: https://evil.example" })}
      where id = ${id}`;

    await ground.deliverAll([life.paymentFailed()]);

    const [mail] = await mailsTo(address);
    expect(mail?.text).toContain("Hello,");
    expect(mail?.text + String(mail?.html)).not.toContain("evil");
  });

  describe("that ask for a review", () => {
    const invitation = "How do you like what you bought?";

    async function aCustomersOrder({ consents }: { consents: boolean }) {
      const address = anAddress();
      const { userId } = await ground.registered(address);
      await ground.consents(userId, consents);
      const order = await ground.paidOrder(address, { customerId: userId });
      const life = lifeOf(ground.sql, { ...order, customerId: UserId.parse(userId) });
      const shipped = await life.shipped();
      return { address, userId, delivered: life.delivered(shipped.data.fulfilmentId) };
    }

    it("go once to a customer who agreed to such mails, with one click to get no more", async () => {
      const { address, delivered } = await aCustomersOrder({ consents: true });

      await ground.deliverAll([delivered]);
      await ground.deliverAll([delivered]);

      const mails = await mailsTo(address);
      const asking = mails.filter(({ subject }) => subject === invitation);
      const telling = mails.filter(({ subject }) => subject !== invitation);
      expect([asking.length, telling.length]).toEqual([1, 1]);
      expect(telling[0]?.headers).toBeUndefined();
      const [link = ""] = /https:\S+unsubscribe\?token=\S+/.exec(asking[0]?.text ?? "") ?? [];
      expect(asking[0]?.headers).toEqual([
        { name: "List-Unsubscribe", value: `<${link}>` },
        { name: "List-Unsubscribe-Post", value: "List-Unsubscribe=One-Click" },
      ]);
      expect(asking[0]?.html).toContain(`href="${link}"`);
    });

    it("go to nobody who did not, or who took it back", async () => {
      const never = await aCustomersOrder({ consents: false });
      const before = await aCustomersOrder({ consents: true });
      await ground.deliverAll([before.delivered]);
      const [asking] = (await mailsTo(before.address)).filter(({ subject }) => subject === invitation);
      const [, token = ""] = /unsubscribe\?token=(\S+)/.exec(asking?.text ?? "") ?? [];

      const answer = await ground.unsubscribe(token);
      const after = await aCustomersOrder({ consents: true });
      await ground.sql`update orders set customer_id = ${before.userId} where customer_id = ${after.userId}`;
      const another = { ...after.delivered, data: { ...after.delivered.data, customerId: before.userId } };
      await ground.deliverAll([never.delivered, another]);

      expect(answer).toBe(200);
      for (const { address } of [never, after]) {
        expect((await mailsTo(address)).map(({ subject }) => subject)).not.toContain(invitation);
      }
      expect((await mailsTo(before.address)).filter(({ subject }) => subject === invitation)).toHaveLength(1);
    });
  });
});
