import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { shopEvent } from "@shopeasy/contracts/events";
import { UserId } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import { clientConfig } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { consumeEvents } from "../src/consume-events";
import { eraseCart } from "../src/personal-data/erase-cart";
import { exportCart } from "../src/personal-data/export-cart";
import { type CartGround, cartCalls, contents, startCartGround } from "./cart-ground";
import { toldContents } from "./stream-records";

let ground: CartGround;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  ground = await startCartGround();
  calls = cartCalls(ground);
}, 60_000);
afterAll(() => ground?.stop());

function userErased(id: string) {
  const userId = UserId.parse(id);
  return shopEvent(
    "user.erased",
    { id: newId(), occurredAt: new Date(), aggregateId: userId, aggregateVersion: 2 },
    { userId },
  );
}

describe("an erased customer's cart", () => {
  test("is emptied, and the stream is told, though the event comes twice", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 2 });
    const [one = "", two = ""] = skus;
    const { userId, cartId, who } = await calls.customer([one, 2], [two, 1]);
    const sqs = new SQSClient(clientConfig("sqs"));
    const consumer = consumeEvents(ground.deps, ground.queueUrl);
    try {
      const MessageBody = JSON.stringify(userErased(userId));
      for (let i = 0; i < 2; i++) {
        await sqs.send(new SendMessageCommand({ QueueUrl: ground.queueUrl, MessageBody }));
      }

      await eventually(async () => expect(contents(await calls.get(cartId, who))).toEqual({}));
    } finally {
      await consumer.stop();
      sqs.destroy();
    }
    await eventually(async () =>
      expect(await toldContents(ground.streamName, cartId)).toEqual({ [one]: 0, [two]: 0 }),
    );
  }, 40_000);

  test("is gone a day later", async () => {
    const { sku } = await ground.catalog.sell();
    const { userId } = await calls.customer([sku, 1]);
    await eraseCart(ground.deps, UserId.parse(userId));
    const tomorrow = { now: () => new Date(Date.now() + 86_400_000 + 1_000) };

    const { cart } = await exportCart({ ...ground.deps, clock: tomorrow }, UserId.parse(userId));

    expect(cart).toBeNull();
  });

  test("need not be there, and others' carts stay as they are", async () => {
    const { sku } = await ground.catalog.sell();
    const { cartId, who } = await calls.customer([sku, 1]);

    await eraseCart(ground.deps, UserId.parse(newId()));

    expect(contents(await calls.get(cartId, who))).toEqual({ [sku]: 1 });
  });
});

test("a customer's cart is exported with what is in it; one that she does not have is null", async () => {
  const { sku } = await ground.catalog.sell();
  const { userId, cartId } = await calls.customer([sku, 3]);
  const asked = async (id: string) =>
    ground.internal
      .get(`/internal/customers/${id}/export`)
      .set("authorization", await ground.serviceToken())
      .expect(200);

  const [hers, nobodys] = await Promise.all([asked(userId), asked(newId())]);

  expect(hers.body.cart).toMatchObject({ id: cartId, items: [{ sku, quantity: 3 }], coupon: null });
  expect(nobodys.body).toEqual({ cart: null });
});
