import { randomUUID } from "node:crypto";
import { encodeCursor } from "@shopeasy/platform/pagination/cursor";
import type { Response } from "supertest";
import {
  aVariant,
  type CatalogGround,
  dollars,
  makeCategory,
  makeProduct,
  startCatalog,
} from "./catalog-ground";
import { listIn, makeRow, namesOf } from "./product-rows";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

const list = (query: string) => listIn(shop)(query);

const walkable = {
  newest: () => ({}),
  price: (at: number) => ({ variants: [aVariant({ price: dollars([700, 800, 900][at % 3] ?? 0) })] }),
  "-price": (at: number) => ({ variants: [aVariant({ price: dollars([700, 800, 900][at % 3] ?? 0) })] }),
  name: (at: number) => ({ name: `Walkable ${"abc"[at % 3]}` }),
  rating: () => ({}),
  relevance: (at: number) => ({ tags: at % 2 ? ["walkable"] : [] }),
} satisfies Record<string, (at: number) => Record<string, unknown>>;

test.each(Object.keys(walkable) as (keyof typeof walkable)[])(
  "walked by %s, what stood still comes once, while others are made, changed and taken away",
  async (sort) => {
    const category = await makeCategory(shop);
    const make = (at: number) =>
      makeProduct(shop, { name: "Walkable", category, ...walkable[sort](at) }) as Promise<{ id: string }>;
    const rate = (id: string, sum: number) =>
      shop.outside`update products set rating_sum = ${sum}, rating_count = 4 where id = ${id}`;
    const still: string[] = [];
    const restless: string[] = [];
    for (let at = 0; at < 16; at++) {
      const { id } = await make(at);
      await rate(id, 8 + (at % 3));
      (at % 4 === 3 ? restless : still).push(id);
    }
    /** Between two pages one is made, one moves to where it was not, one goes. */
    const disturb = async (at: number) => {
      await make(at);
      const moved = restless[at % restless.length] ?? "";
      await rate(moved, at % 2 ? 20 : 4);
      await edit(moved, {
        name: at % 2 ? "Aaa Walkable" : "Zzz Walkable",
        variants: [aVariant({ price: dollars(at % 2 ? 1 : 99_999) })],
        tags: at % 2 ? ["walkable"] : [],
      });
      const gone = await make(at);
      await edit(gone.id, { status: "archived" });
    };

    const seen: string[] = [];
    let cursor: string | null = "";
    for (let at = 0; cursor !== null; at++) {
      const query: string = `category=${category}&q=${sort === "relevance" ? "walkable" : ""}&sort=${sort}&limit=3`;
      const { body }: Response = await list(`${query}${cursor && `&cursor=${cursor}`}`).expect(200);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = at > 20 ? null : body.nextCursor;
      if (at < 6) await disturb(at);
    }

    expect(seen.filter((id) => still.includes(id)).toSorted()).toEqual(still.toSorted());
  },
);

const edit = (id: string, changes: Record<string, unknown>) =>
  shop.api.patch(`/api/v1/products/${id}`).set("Authorization", shop.staff).send(changes).expect(200);

test("walking neither repeats nor skips what stood still while others came", async () => {
  const { category } = await makeRow(
    shop,
    Object.fromEntries(["A", "B", "C", "D", "E", "F"].map((name) => [name, { price: 700 }])),
  );
  const first = await list(`category=${category}&sort=price&limit=3`);
  await makeProduct(shop, { name: "New", category, variants: [aVariant({ price: dollars(1) })] });

  const second = await list(`category=${category}&sort=price&limit=9&cursor=${first.body.nextCursor}`);

  expect([...namesOf(first), ...namesOf(second)].sort()).toEqual(["A", "B", "C", "D", "E", "F"]);
});

test("a damaged cursor, and one of another order, are refused", async () => {
  const { category } = await makeRow(shop, { A: {}, B: {} });
  const { body } = await list(`category=${category}&sort=price&limit=1`);

  const damaged = await list(`category=${category}&sort=price&cursor=${body.nextCursor}x`).expect(400);
  const foreign = await list(`category=${category}&sort=name&cursor=${body.nextCursor}`).expect(400);

  expect([damaged, foreign].map((answer) => answer.body.errors[0].path)).toEqual(["cursor", "cursor"]);
});

test.each([
  ["price", "cheap"],
  ["price", "99999999999"],
  ["rating", "good"],
  ["newest", "x"],
])("a cursor that somebody forged for the order %s is refused", async (sort, key) => {
  const forged = encodeCursor({ sort, key, id: randomUUID(), forgiving: false });

  const { body } = await list(`sort=${sort}&cursor=${forged}`).expect(400);

  expect(body.errors[0].path).toBe("cursor");
});
