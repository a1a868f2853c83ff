import { randomUUID } from "node:crypto";
import type { ProductId } from "@shopeasy/contracts/ids";
import fc from "fast-check";
import { recordSale } from "../src/related/record-sale";
import { doublingsOf, pairsOf, salesOf } from "../src/related/sale-rules";
import { takeEvent } from "../src/take-event";
import {
  aSlug,
  aVariant,
  type CatalogGround,
  codeOf,
  dollars,
  makeCategory,
  makeProduct,
  receive,
  startCatalog,
} from "./catalog-ground";
import { paidOrder } from "./paid-order";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

async function relatedTo(idOrSlug: string): Promise<string[]> {
  const { body } = await shop.api.get(`/api/v1/products/${idOrSlug}/related`).expect(200);
  return body.items.map(({ name }: { name: string }) => name);
}

/** Products of a category of their own, each in stock unless it is said to be sold out. */
async function makeShelf(
  products: Record<string, { price?: number; soldOut?: true } & Record<string, unknown>>,
) {
  const category = await makeCategory(shop);
  const ids: Record<string, string> = {};
  for (const [name, { price = 1_000, soldOut, ...like }] of Object.entries(products)) {
    const variants = [aVariant({ price: dollars(price) })];
    const { id } = await makeProduct(shop, { name, category, variants, ...like });
    if (!soldOut) await receive(shop, variants[0]?.sku ?? "", 1);
    ids[name] = id;
  }
  return { category, ids, of: (name: string) => ids[name] ?? "" };
}

test("first comes what is bought together with it, then what shares its category, then its tags, then its price", async () => {
  const { of } = await makeShelf({
    Tent: { price: 20_000, tags: ["camping", "light"] },
    Dear: { price: 90_000 },
    Near: { price: 21_000 },
    Tagged: { price: 90_000, tags: ["camping"] },
    "Tagged twice": { price: 90_000, tags: ["light", "camping"] },
  });
  const elsewhere = await makeShelf({ Stove: {}, Lamp: {}, Rope: {} });
  await recordSale(shop.deps, paidOrder({ [of("Tent")]: 1, [elsewhere.of("Stove")]: 1 }));
  await recordSale(shop.deps, paidOrder({ [of("Tent")]: 1, [elsewhere.of("Lamp")]: 1 }));
  await recordSale(shop.deps, paidOrder({ [of("Tent")]: 2, [elsewhere.of("Lamp")]: 1 }));

  expect(await relatedTo(of("Tent"))).toEqual(["Lamp", "Stove", "Tagged twice", "Tagged", "Near", "Dear"]);
  expect((await relatedTo(elsewhere.of("Lamp")))[0]).toBe("Tent");
});

test("what is sold out comes last, drafts and archived products and itself never", async () => {
  const { of } = await makeShelf({
    Tent: {},
    Gone: { soldOut: true },
    There: { price: 99_000 },
    Draft: { status: "draft" },
    Old: { status: "archived" },
  });
  await recordSale(shop.deps, paidOrder({ [of("Tent")]: 1, [of("Gone")]: 1, [of("Draft")]: 1 }));

  expect(await relatedTo(of("Tent"))).toEqual(["There", "Gone"]);
});

test("where its category has little, what shares its tags follows", async () => {
  const tag = aSlug("tag");
  const { of } = await makeShelf({ Tent: { tags: [tag] }, Other: {} });
  await makeShelf({ Hammock: { tags: [tag] }, Unlike: {} });

  expect(await relatedTo(of("Tent"))).toEqual(["Other", "Hammock"]);
});

test("there are twelve at most, whole products, found by slug, too", async () => {
  const shelf = Object.fromEntries(
    Array.from({ length: 15 }, (_, at) => [`Thing ${at}`, { price: 100 + at }]),
  );
  const { of, ids } = await makeShelf(shelf);
  const { body: first } = await shop.api.get(`/api/v1/products/${of("Thing 0")}`);

  const { body } = await shop.api.get(`/api/v1/products/${first.slug}/related`).expect(200);

  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(
    Array.from({ length: 12 }, (_, at) => ids[`Thing ${at + 1}`]),
  );
  const { body: second } = await shop.api.get(`/api/v1/products/${of("Thing 1")}`);
  expect(body.items[0]).toEqual(second);
});

test("of a product that is not in the shop only staff are told", async () => {
  const { id } = await makeProduct(shop, { status: "draft" });
  const ask = () => shop.api.get(`/api/v1/products/${id}/related`);

  expect(codeOf(await ask().expect(404))).toBe("unknown-product");
  await ask().set("Authorization", shop.staff).expect(200);
  await shop.api.get(`/api/v1/products/${randomUUID()}/related`).expect(404);
});

test("an order is counted once, however often its event comes, and all at once", async () => {
  const { of } = await makeShelf({ A: {}, B: {} });
  const event = paidOrder({ [of("A")]: 3, [of("B")]: 1 });

  await Promise.all(Array.from({ length: 5 }, () => takeEvent(shop.deps, event)));
  await takeEvent(shop.deps, event);

  const sold = await shop.outside`select pieces::int from product_sales where product_id = ${of("A")}`;
  const pairs = await shop.outside`
    select orders from bought_together where product_id in (${of("A")}, ${of("B")})`;
  expect(sold).toEqual([{ pieces: 3 }]);
  expect(pairs).toEqual([{ orders: 1 }, { orders: 1 }]);
});

test("orders of the same products at the same time are all counted", async () => {
  const { of } = await makeShelf({ A: {}, B: {}, C: {} });
  const names = ["A", "B", "C"];

  await Promise.all(
    Array.from({ length: 30 }, (_, at) => {
      const turned = [...names.slice(at % 3), ...names.slice(0, at % 3)];
      return recordSale(shop.deps, paidOrder(Object.fromEntries(turned.map((name) => [of(name), 1]))));
    }),
  );

  const [sold] = await shop.outside`select min(pieces)::int, max(pieces)::int from product_sales
    where product_id in ${shop.outside(names.map(of))}`;
  const [kept] = await shop.outside`select sold_doublings, popularity from products where id = ${of("B")}`;
  expect(sold).toEqual({ min: 30, max: 30 });
  expect(kept).toEqual({ sold_doublings: 4, popularity: 4 });
});

test("a rating makes a product more or less popular, the more the surer it is", async () => {
  const { id } = await makeProduct(shop);
  const popularityAt = async (sum: number, count: number) => {
    const [row] = await shop.outside`
      update products set rating_sum = ${sum}, rating_count = ${count} where id = ${id} returning popularity`;
    return row?.popularity;
  };

  expect(await popularityAt(5, 1)).toBe(0);
  expect(await popularityAt(50, 10)).toBe(2);
  expect(await popularityAt(500, 100)).toBe(4);
  expect(await popularityAt(100, 100)).toBe(-4);
});

test("what the catalogue takes no part in is refused, so that it ends in the dead-letter queue", async () => {
  await expect(takeEvent(shop.deps, { type: "user.registered" })).rejects.toThrow();
});

const lines = fc.array(
  fc.record({
    productId: fc.uuid() as fc.Arbitrary<string> as fc.Arbitrary<ProductId>,
    quantity: fc.integer({ min: 1, max: 99 }),
  }),
  { maxLength: 100 },
);

test("however long an order, its pairs are few, no product is paired with itself, and each pair stands both ways", () => {
  fc.assert(
    fc.property(lines, (given) => {
      const pairs = pairsOf([...given, ...given]);

      const names = pairs.map((pair) => pair.join());
      expect(pairs.length).toBeLessThanOrEqual(210);
      expect(new Set(names).size).toBe(names.length);
      for (const [one, other] of pairs) {
        expect(one).not.toBe(other);
        expect(names).toContain([other, one].join());
      }
    }),
  );
});

test("no piece of an order is lost, whatever SKUs of a product it has", () => {
  const sum = (all: readonly number[]) => all.reduce((one, other) => one + other, 0);

  fc.assert(
    fc.property(lines, (given) => {
      const sales = salesOf([...given, ...given]);

      expect(sum(sales.map(({ pieces }) => pieces))).toBe(2 * sum(given.map(({ quantity }) => quantity)));
      expect(sales.map(({ productId }) => productId)).toEqual(
        [...new Set(given.map(({ productId }) => productId))].toSorted(),
      );
    }),
  );
});

test("sales double at 1, 3, 7, 15 pieces", () => {
  expect([0, 1, 2, 3, 6, 7, 14, 15, 1_000_000].map(doublingsOf)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 19]);
});
