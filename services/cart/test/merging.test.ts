import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { type CartGround, cartCalls, codeOf, contents, signedIn, startCartGround } from "./cart-ground";
import { toldContents } from "./stream-records";

let ground: CartGround;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  ground = await startCartGround();
  calls = cartCalls(ground);
}, 60_000);
afterAll(() => ground?.stop());

describe("merging a guest's cart into one's own", () => {
  test("the lines of both are in the own cart, and the guest's is gone", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 3 });
    const [mine = "", both = "", theirs = ""] = skus;
    const guestId = await calls.guestCart([theirs, 1], [both, 2]);
    const { who, cartId } = await calls.customer([mine, 1], [both, 3]);

    const { status, body } = await calls.merge(guestId, who);

    expect([status, body.id]).toEqual([200, cartId]);
    expect(body.items.map((item: { sku: string; quantity: number }) => [item.sku, item.quantity])).toEqual([
      [mine, 1],
      [both, 5],
      [theirs, 1],
    ]);
    const { leftOut, ...cart } = body;
    expect(leftOut).toEqual([]);
    expect((await calls.get(cartId, who)).body).toEqual(cart);
    const gone = await Promise.all([calls.get(guestId), calls.get(guestId, who), calls.add(guestId, mine)]);
    expect(gone.map(codeOf)).toEqual(gone.map(() => "cart-not-found"));
  });

  test("a customer without a cart has one then", async () => {
    const { sku } = await ground.catalog.sell();
    const { authorization } = await signedIn();

    const { status, body } = await calls.merge(await calls.guestCart([sku, 2]), { authorization });

    expect([status, contents({ body })]).toEqual([200, { [sku]: 2 }]);
    expect(contents(await ground.api.get("/api/v1/carts/me").set({ authorization }))).toEqual({ [sku]: 2 });
  });

  test("sent again it adds nothing, not even from 10 tabs at once", async () => {
    const { sku } = await ground.catalog.sell();
    const guestId = await calls.guestCart([sku, 2]);
    const { who } = await calls.customer([sku, 1]);

    const tabs = await Promise.all(Array.from({ length: 10 }, () => calls.merge(guestId, who)));

    expect(tabs.map(({ status }) => status)).toEqual(tabs.map(() => 200));
    expect(tabs.map(contents)).toEqual(tabs.map(() => ({ [sku]: 3 })));
  });

  test("two accounts that try get the lines once between them", async () => {
    const { sku } = await ground.catalog.sell();
    const guestId = await calls.guestCart([sku, 2]);
    const [one, other] = await Promise.all([calls.customer(), calls.customer()]);

    const answers = await Promise.all([calls.merge(guestId, one.who), calls.merge(guestId, other.who)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const both = await Promise.all([one, other].map(({ cartId, who }) => calls.get(cartId, who)));
    expect(both.map(({ body }) => body.itemCount).sort()).toEqual([0, 2]);
  });

  test("no more join than there are, and the line says so", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 5 });
    const guestId = await calls.guestCart([sku, 4]);
    const { who } = await calls.customer([sku, 3]);

    const { body } = await calls.merge(guestId, who);

    expect(body.items).toMatchObject([{ sku, quantity: 5, available: 5, notice: "insufficient-stock" }]);
    expect(body.leftOut).toEqual([{ sku, quantity: 2, reason: "insufficient-stock" }]);
  });

  test("sent again after its answer was lost, it tells again what was left out", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 5 });
    const guestId = await calls.guestCart([sku, 4]);
    const { who } = await calls.customer([sku, 3]);
    const first = await calls.merge(guestId, who);

    const again = await calls.merge(guestId, who);

    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  test("of one SKU no more than 99 are in it then, and the rest is told", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 500 });
    const guestId = await calls.guestCart([sku, 60]);
    const { who } = await calls.customer([sku, 60]);

    const merged = await calls.merge(guestId, who);

    expect(contents(merged)).toEqual({ [sku]: 99 });
    expect(merged.body.leftOut).toEqual([{ sku, quantity: 21, reason: "quantity-limit" }]);
  });

  test("past 100 lines, the last ones of the guest's are left out, and told", async () => {
    const [{ skus }, { skus: others }] = await Promise.all([
      ground.catalog.sellMany({ variants: 60 }),
      ground.catalog.sellMany({ variants: 60 }),
    ]);
    const guestId = await calls.guestCart();
    const { who, cartId } = await calls.customer();
    await Promise.all([
      ...skus.map((sku) => calls.add(guestId, sku, 2).expect(200)),
      ...others.map((sku) => calls.add(cartId, sku, 1, who).expect(200)),
    ]);

    const { status, body } = await calls.merge(guestId, who);

    expect([status, body.items.length]).toEqual([200, 100]);
    const joined = body.items.slice(60).map(({ sku }: { sku: string }) => sku);
    const left = body.leftOut.map(({ sku }: { sku: string }) => sku);
    expect([...joined, ...left].sort()).toEqual([...skus].sort());
    expect(body.leftOut).toEqual(left.map((sku: string) => ({ sku, quantity: 2, reason: "cart-full" })));
    expect((await calls.get(guestId)).status).toBe(404);
  });

  test("it wants somebody signed in, and a guest's cart that is there", async () => {
    const { who, cartId } = await calls.customer();
    const other = await calls.customer();
    const guestId = await calls.guestCart();

    const nobody = await calls.merge(guestId);
    const strangers = await calls.merge(other.cartId, who);
    const own = await calls.merge(cartId, who);
    const stale = await calls.merge(guestId, { ...who, "if-match": "7" });

    expect(nobody.status).toBe(401);
    expect([strangers.status, codeOf(strangers)]).toEqual([404, "cart-not-found"]);
    expect([own.status, own.body.id]).toEqual([200, cartId]);
    expect([stale.status, codeOf(stale)]).toEqual([412, "cart-changed"]);
  });

  test("what is added to either cart meanwhile is not lost", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 12 });
    const toGuest = skus.slice(0, 6);
    const toOwn = skus.slice(6);
    const guestId = await calls.guestCart();
    const { who, cartId } = await calls.customer();

    const [merged, ...added] = await Promise.all([
      calls.merge(guestId, who),
      ...toGuest.map((sku) => calls.add(guestId, sku)),
      ...toOwn.map((sku) => calls.add(cartId, sku, 1, who)),
    ]);

    expect(merged.status).toBe(200);
    const taken = [...toGuest, ...toOwn].filter((_sku, index) => added[index]?.status === 200);
    const refused = added.filter(({ status }) => status !== 200);
    // Only the guest's cart refuses, once it is gone.
    expect(refused.map(codeOf)).toEqual(refused.map(() => "cart-not-found"));
    expect(taken).toEqual(expect.arrayContaining(toOwn));
    expect(Object.keys(contents(await calls.get(cartId, who))).sort()).toEqual(taken.sort());
  });

  test("works while catalog is down", async () => {
    const { sku } = await ground.catalog.sell();
    const guestId = await calls.guestCart([sku, 2]);
    const { who } = await calls.customer([sku, 1]);
    const alone = cartCalls(ground.startTask({ CATALOG_URL: `http://127.0.0.1:${await freePort()}` }));

    const merged = await alone.merge(guestId, who);

    expect([merged.status, contents(merged)]).toEqual([200, { [sku]: 3 }]);
  });

  test("the stream is told that the guest's cart holds nothing, and the own one all", async () => {
    const { sku } = await ground.catalog.sell();
    const guestId = await calls.guestCart([sku, 2]);
    const { who, cartId } = await calls.customer([sku, 1]);

    await calls.merge(guestId, who).expect(200);

    await eventually(async () => {
      expect(await toldContents(ground.streamName, guestId)).toEqual({ [sku]: 0 });
      expect(await toldContents(ground.streamName, cartId)).toEqual({ [sku]: 3 });
    });
  });
});
