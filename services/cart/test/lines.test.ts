import { CartId } from "@shopeasy/contracts/ids";
import { cloudEndpoints } from "@shopeasy/testing/cloud";
import { presentCart } from "../src/carts/present-cart";
import { readCart } from "../src/db/read-cart";
import { type CartGround, cartCalls, codeOf, contents, startCartGround } from "./cart-ground";
import { startProxy } from "./neighbour-proxy";

let ground: CartGround;
let calls: ReturnType<typeof cartCalls>;

beforeAll(async () => {
  ground = await startCartGround();
  calls = cartCalls(ground);
}, 60_000);
afterAll(() => ground?.stop());

describe("adding to a cart", () => {
  test("shows what was added at today's price, with the sums", async () => {
    const tent = await ground.catalog.sell({ name: "Ridge Tent", price: 24_900, pieces: 7 });
    const pan = await ground.catalog.sell({ price: 1_999 });
    const id = await calls.guestCart([tent.sku, 2]);

    const { status, body } = await calls.add(id, pan.sku, 3);

    expect(status).toBe(200);
    expect(body.items.map(({ sku }: { sku: string }) => sku)).toEqual([tent.sku, pan.sku]);
    expect(body.items[0]).toEqual({
      sku: tent.sku,
      productId: tent.productId,
      slug: tent.slug,
      name: "Ridge Tent",
      options: { Size: "1" },
      image: null,
      quantity: 2,
      unitPrice: { amount: 24_900, currency: "USD" },
      lineTotal: { amount: 49_800, currency: "USD" },
      available: 7,
      notice: null,
    });
    expect(body).toMatchObject({
      subtotal: { amount: 55_797 },
      discount: { amount: 0 },
      total: { amount: 55_797 },
      itemCount: 5,
      version: 3,
    });
    expect((await calls.get(id)).body).toEqual(body);
  });

  test("adds to what is there of the same SKU, and the line keeps its place", async () => {
    const [one, two] = await Promise.all([ground.catalog.sell(), ground.catalog.sell()]);
    const id = await calls.guestCart([one.sku, 1], [two.sku, 1]);

    const { body } = await calls.add(id, one.sku, 4);

    expect(body.items.map((item: { sku: string; quantity: number }) => [item.sku, item.quantity])).toEqual([
      [one.sku, 5],
      [two.sku, 1],
    ]);
  });

  test("a SKU that nobody sells is unknown, and so is one whose product is archived", async () => {
    const archived = await ground.catalog.sell();
    await ground.catalog.archive(archived.slug);
    const id = await calls.guestCart();

    const answers = await Promise.all([calls.add(id, "NO-SUCH-SKU"), calls.add(id, archived.sku)]);

    expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [404, "unknown-sku"],
      [404, "unknown-sku"],
    ]);
    expect(contents(await calls.get(id))).toEqual({});
  });

  test("what is priced in another currency than the cart's can't be had with it", async () => {
    const { sku } = await ground.catalog.sell({ price: 500, currency: "JPY" });
    const id = await calls.guestCart();

    const added = await calls.add(id, sku);

    expect([added.status, codeOf(added)]).toEqual([404, "unknown-sku"]);
    expect(contents(await calls.get(id))).toEqual({});
  });

  test.each([
    ["at once", [6]],
    ["with what is in the cart already", [3, 3]],
  ])("more than there are are refused, %s, and the answer tells how many there are", async (_how, adds) => {
    const { sku } = await ground.catalog.sell({ pieces: 5 });
    const id = await calls.guestCart();

    const answers = [];
    for (const quantity of adds) answers.push(await calls.add(id, sku, quantity));

    const last = answers.at(-1)!;
    expect([last.status, codeOf(last)]).toEqual([409, "insufficient-stock"]);
    expect(last.body).toMatchObject({ sku, available: 5, requested: 6 });
  });

  test("of one SKU a cart takes 99", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 500 });
    const id = await calls.guestCart([sku, 60]);

    const refused = await calls.add(id, sku, 40);
    const taken = await calls.add(id, sku, 39);

    expect([refused.status, codeOf(refused)]).toEqual([422, "quantity-limit"]);
    expect(refused.body).toMatchObject({ limit: 99, inCart: 60 });
    expect(contents(taken)).toEqual({ [sku]: 99 });
  });

  test("a cart takes 100 lines: a 101st is too many, one more of a line is not", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 100 });
    const { sku: oneMore } = await ground.catalog.sell();
    const id = await calls.guestCart();
    const filled = await Promise.all(skus.map((sku) => calls.add(id, sku)));

    const [added, set, again] = await Promise.all([
      calls.add(id, oneMore),
      calls.set(id, oneMore, 1),
      calls.add(id, skus[0] ?? ""),
    ]);

    expect(new Set(filled.map(({ status }) => status))).toEqual(new Set([200]));
    expect([added.status, codeOf(added)]).toEqual([422, "cart-full"]);
    expect([set.status, codeOf(set)]).toEqual([422, "cart-full"]);
    expect(again.status).toBe(200);
    expect((await calls.get(id)).body).toMatchObject({ itemCount: 101, items: { length: 100 } });
  });

  test.each([
    ["nothing", { sku: "A", quantity: 0 }, "quantity"],
    ["more than 99 at once", { sku: "A", quantity: 100 }, "quantity"],
    ["half a piece", { sku: "A", quantity: 0.5 }, "quantity"],
    ["a SKU that can be none", { sku: "A B", quantity: 1 }, "sku"],
    ["no SKU", { quantity: 1 }, "sku"],
    ["a price of one's own", { sku: "A", quantity: 1, price: 1 }, "price"],
  ])("%s can't be added", async (_what, body, path) => {
    const id = await calls.guestCart();

    const answer = await ground.api.post(`/api/v1/carts/${id}/items`).send(body);

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body.errors)).toContain(path);
  });
});

describe("setting and removing", () => {
  test("sets how many, whether there were any or not, and 0 removes", async () => {
    const [one, two] = await Promise.all([ground.catalog.sell(), ground.catalog.sell()]);
    const id = await calls.guestCart([one.sku, 5]);

    const lowered = await calls.set(id, one.sku, 2);
    const added = await calls.set(id, two.sku, 3);
    const removed = await calls.set(id, one.sku, 0);

    expect([lowered, added, removed].map(contents)).toEqual([
      { [one.sku]: 2 },
      { [one.sku]: 2, [two.sku]: 3 },
      { [two.sku]: 3 },
    ]);
  });

  test("more than there are, and what is not sold, can't be set", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 5 });
    const id = await calls.guestCart([sku, 1]);

    const [tooMany, unknown, tooManyForUs] = await Promise.all([
      calls.set(id, sku, 6),
      calls.set(id, "NO-SUCH-SKU", 1),
      calls.set(id, sku, 100),
    ]);

    expect([tooMany.status, codeOf(tooMany), tooMany.body.available]).toEqual([409, "insufficient-stock", 5]);
    expect([unknown.status, codeOf(unknown)]).toEqual([404, "unknown-sku"]);
    expect(tooManyForUs.status).toBe(400);
    expect(contents(await calls.get(id))).toEqual({ [sku]: 1 });
  });

  test("removes a line, and removing it again changes nothing", async () => {
    const [one, two] = await Promise.all([ground.catalog.sell(), ground.catalog.sell()]);
    const id = await calls.guestCart([one.sku, 5], [two.sku, 1]);

    const removed = await calls.remove(id, one.sku);
    const again = await calls.remove(id, one.sku);

    expect(contents(removed)).toEqual({ [two.sku]: 1 });
    expect([again.status, again.body]).toEqual([200, removed.body]);
  });

  test("empties a cart, which can be filled again", async () => {
    const [one, two] = await Promise.all([ground.catalog.sell(), ground.catalog.sell()]);
    const id = await calls.guestCart([one.sku, 5], [two.sku, 1]);

    const emptied = await calls.empty(id);
    const again = await calls.empty(id);
    const filled = await calls.add(id, two.sku, 2);

    expect([emptied.status, again.status]).toEqual([200, 200]);
    expect(emptied.body).toMatchObject({ items: [], total: { amount: 0 }, itemCount: 0 });
    expect(again.body).toEqual(emptied.body);
    expect(contents(filled)).toEqual({ [two.sku]: 2 });
  });
});

describe("If-Match", () => {
  test("a change is made when the cart still has the version, and refused when it has another", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 1]);
    const { body: seen } = await calls.get(id);
    await calls.add(id, sku);

    const stale = { "if-match": String(seen.version) };
    const refused = await Promise.all([
      calls.add(id, sku, 1, stale),
      calls.set(id, sku, 5, stale),
      calls.remove(id, sku, stale),
      calls.set(id, sku, 0, stale),
      calls.empty(id, stale),
    ]);
    const made = await calls.set(id, sku, 5, { "if-match": `"${seen.version + 1}"` });

    expect(refused.map((answer) => [answer.status, codeOf(answer)])).toEqual(
      refused.map(() => [412, "cart-changed"]),
    );
    expect(refused[0]?.body.version).toBe(seen.version + 1);
    expect([made.status, contents(made)]).toEqual([200, { [sku]: 5 }]);
  });

  test("any version will do for an asterisk, and what is no version is refused", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart();

    const [any, none] = await Promise.all([
      calls.add(id, sku, 1, { "if-match": "*" }),
      calls.add(id, sku, 1, { "if-match": "yesterday" }),
    ]);

    expect([any.status, none.status]).toEqual([200, 400]);
    expect(none.body.errors[0].path).toBe("if-match");
  });

  test("of two that saw the same cart, one wins", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 1]);
    const { body } = await calls.get(id);
    const who = { "if-match": String(body.version) };

    const answers = await Promise.all([calls.set(id, sku, 2, who), calls.set(id, sku, 3, who)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe("a write whose answer gets lost on the way is sent again, and has its effect once", () => {
  /** A task of the service that loses the answer to its next write, and what happens meanwhile. */
  async function forgetfulTask(meanwhile?: () => Promise<unknown>) {
    const proxy = await startProxy(cloudEndpoints().dynamodb);
    const task = cartCalls(ground.startTask({ AWS_ENDPOINT_URL_DYNAMODB: proxy.url }));
    proxy.loseNextAnswer("UpdateItem", meanwhile);
    return { proxy, task };
  }

  test("alone", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart([sku, 2]);
    const { body: before } = await calls.get(id);
    const { proxy, task } = await forgetfulTask();
    try {
      const added = await task.add(id, sku, 3, { "if-match": String(before.version) });

      expect(proxy.lost()).toBe(1);
      expect([added.status, contents(added)]).toEqual([200, { [sku]: 5 }]);
      expect(contents(await calls.get(id))).toEqual({ [sku]: 5 });
    } finally {
      await proxy.stop();
    }
  });

  test("also where 12 others have written before it comes again", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 50 });
    const id = await calls.guestCart([sku, 2]);
    const { proxy, task } = await forgetfulTask(async () => {
      for (let others = 0; others < 12; others++) await calls.add(id, sku, 1).expect(200);
    });
    try {
      const added = await task.add(id, sku, 3);

      expect(proxy.lost()).toBe(1);
      expect([added.status, contents(added)]).toEqual([200, { [sku]: 17 }]);
    } finally {
      await proxy.stop();
    }
  });

  test("and what another has emptied meanwhile stays away", async () => {
    const { sku } = await ground.catalog.sell();
    const id = await calls.guestCart();
    const { proxy, task } = await forgetfulTask(() => calls.empty(id).expect(200));
    try {
      const added = await task.add(id, sku, 3);

      expect(proxy.lost()).toBe(1);
      expect([added.status, contents(added)]).toEqual([200, {}]);
      expect(contents(await calls.get(id))).toEqual({});
    } finally {
      await proxy.stop();
    }
  });
});

describe("what it costs", () => {
  test("adding is one write and nothing else, and looking at a cart one read", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 5 });
    const id = await calls.guestCart(...skus.map((sku): [string, number] => [sku, 1]));
    const [carts, catalog] = await Promise.all([
      startProxy(cloudEndpoints().dynamodb),
      startProxy(ground.catalog.internalUrl),
    ]);
    const task = ground.startTask({
      AWS_ENDPOINT_URL_DYNAMODB: carts.url,
      CATALOG_URL: catalog.url,
    });
    const calledThere = cartCalls(task);
    try {
      await calledThere.add(id, skus[0] ?? "").expect(200);
      const adding = carts.asked.splice(0);
      await calledThere.get(id).expect(200);

      expect(adding).toEqual(["UpdateItem"]);
      expect(carts.asked).toEqual(["GetItem"]);
      expect(catalog.asked.length).toBeLessThanOrEqual(2);
    } finally {
      await Promise.all([carts.stop(), catalog.stop()]);
    }
  });

  test("many carts that are looked at together ask catalog together", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 40 });
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        calls.guestCart([skus[index] ?? "", 1], [skus[index + 20] ?? "", 1]),
      ),
    );
    const catalog = await startProxy(ground.catalog.internalUrl);
    const task = ground.startTask({ CATALOG_URL: catalog.url });
    try {
      const carts = await Promise.all(ids.map((id) => readCart(task.deps, CartId.parse(id))));

      const views = await Promise.all(carts.map((cart) => presentCart(task.deps, cart!)));

      expect(views.map(({ items }) => items.length)).toEqual(ids.map(() => 2));
      expect(catalog.asked).toHaveLength(1);
    } finally {
      await catalog.stop();
    }
  });
});

describe("many writers at once", () => {
  test("20 that add different SKUs all find theirs in the cart", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 20 });
    const id = await calls.guestCart();

    const answers = await Promise.all(skus.map((sku, index) => calls.add(id, sku, Math.min(index + 1, 9))));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await calls.get(id);
    expect(body.items).toHaveLength(20);
    expect(body.version).toBe(21);
  });

  test("20 that add the same SKU find the exact sum, from two tasks of the service", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 200 });
    const id = await calls.guestCart();
    const other = cartCalls(ground.startTask());

    await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? calls : other).add(id, sku, 4).expect(200)),
    );

    expect(contents(await calls.get(id))).toEqual({ [sku]: 80 });
  });

  test("no more get in than there are, however many try", async () => {
    const { sku } = await ground.catalog.sell({ pieces: 10 });
    const id = await calls.guestCart();

    const answers = await Promise.all(Array.from({ length: 20 }, () => calls.add(id, sku)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter((answer) => codeOf(answer) === "insufficient-stock")).toHaveLength(10);
    expect(contents(await calls.get(id))).toEqual({ [sku]: 10 });
  });

  test("what is added while another empties the cart is in it, or came before", async () => {
    const { skus } = await ground.catalog.sellMany({ variants: 10 });
    const id = await calls.guestCart();

    const [emptied, ...added] = await Promise.all([
      calls.empty(id),
      ...skus.map((sku) => calls.add(id, sku)),
    ]);

    expect([emptied, ...added].map(({ status }) => status)).toEqual([200, ...skus.map(() => 200)]);
    const left = Object.keys(contents(await calls.get(id)));
    const versionAtEmptying = emptied.body.version;
    const later = added.filter(({ body }) => body.version > versionAtEmptying).length;
    expect(left).toHaveLength(later);
  });
});
