import { OrderId } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import { CheckoutRoom } from "../src/orders/checkout-room";

/** Checkouts that go on until they are let go. */
function heldCheckouts() {
  const waiting: (() => void)[] = [];
  let most = 0;
  let running = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => waiting.push(resolve));
    running -= 1;
    return "placed";
  };
  const letGo = async () => {
    for (let held = waiting.shift(); held; held = waiting.shift()) {
      held();
      await new Promise(setImmediate);
    }
  };
  return { work, letGo, mostAtOnce: () => most };
}

test("of a crowd so many are served at once, and the rest in their turn", async () => {
  const room = new CheckoutRoom({ atOnce: 2, waiting: 100 });
  const checkouts = heldCheckouts();

  const answers = Promise.all(Array.from({ length: 20 }, () => room.run(checkouts.work)));
  await checkouts.letGo();

  expect(await answers).toEqual(Array.from({ length: 20 }, () => "placed"));
  expect(checkouts.mostAtOnce()).toBe(2);
});

test("who finds even the queue full is told to come back", async () => {
  const room = new CheckoutRoom({ atOnce: 1, waiting: 1 });
  const checkouts = heldCheckouts();
  const served = [room.run(checkouts.work), room.run(checkouts.work)];

  const turnedAway = room.run(checkouts.work);

  await expect(turnedAway).rejects.toMatchObject({
    status: 503,
    code: "busy",
    headers: { "Retry-After": "5" },
  });
  await checkouts.letGo();
  expect(await Promise.all(served)).toEqual(["placed", "placed"]);
});

test("who has waited too long is told to come back, and holds up nobody", async () => {
  const room = new CheckoutRoom({ atOnce: 1, waiting: 10, patienceMs: 1 });
  const checkouts = heldCheckouts();
  const served = room.run(checkouts.work);
  const late = [room.run(checkouts.work), room.run(checkouts.work)];
  const answers = Promise.allSettled(late);

  await new Promise((resolve) => setTimeout(resolve, 50));
  await checkouts.letGo();

  expect(await served).toBe("placed");
  expect((await answers).map((answer) => answer.status === "rejected" && answer.reason.code)).toEqual([
    "busy",
    "busy",
  ]);
  expect(checkouts.mostAtOnce()).toBe(1);
});

test("an order is known as under way until its checkout has ended, well or not", async () => {
  const room = new CheckoutRoom({ atOnce: 2, waiting: 0 });
  const [paid, broken, other] = [OrderId.parse(newId()), OrderId.parse(newId()), OrderId.parse(newId())];
  const all = () => [paid, broken, other].map((id) => room.isUnderWay(id));
  const hang = async () => {
    throw new Error("The gateway hung.");
  };

  const seen = await room.during(paid, async () => all());
  await expect(room.during(broken, hang)).rejects.toThrow("hung");

  expect(seen).toEqual([true, false, false]);
  expect(all()).toEqual([false, false, false]);
});
