import { newId } from "@shopeasy/platform/ids";
import { eventually } from "@shopeasy/testing/eventually";
import fc from "fast-check";
import { changedTags, changesChannel } from "../src/freshness/change-rules";
import { foldRating } from "../src/ratings/fold-rating";
import {
  anOrderId,
  aProduct,
  aSku,
  aVariant,
  type CatalogGround,
  makeBrand,
  makeCategory,
  makeProduct,
  receive,
  startCatalog,
} from "./catalog-ground";

let shop: CatalogGround;
const told: string[] = [];
beforeAll(async () => {
  shop = await startCatalog();
  await shop.outside.listen(changesChannel, (payload) => void told.push(payload));
});
afterAll(() => shop.stop());

/** All that was committed before is told before this. */
async function untilAllIsTold(): Promise<number> {
  const last = newId();
  await shop.outside.notify(changesChannel, last);
  await eventually(() => expect(told).toContain(last));
  return told.indexOf(last);
}

/** What the database told while this was done. */
async function toldBy(work: () => Promise<unknown>): Promise<string[]> {
  const before = await untilAllIsTold();
  await work();
  return told.slice(before + 1, await untilAllIsTold());
}

const patch = (path: string, body: unknown) =>
  shop.api
    .patch(`/api/v1${path}`)
    .set("Authorization", shop.staff)
    .send(body as object);

describe("the database tells, as it commits", () => {
  test("a new product, once", async () => {
    const category = await makeCategory(shop);
    let id = "";

    const heard = await toldBy(async () => {
      id = (await makeProduct(shop, { category })).id;
    });

    expect(heard).toEqual([id]);
  });

  test("an edited product once, though it is written to several tables", async () => {
    const { id } = await makeProduct(shop);

    const heard = await toldBy(() =>
      patch(`/products/${id}`, { name: "New", variants: [aVariant()] }).expect(200),
    );

    expect(new Set(heard)).toEqual(new Set([id]));
  });

  test("nothing of an edit that is refused", async () => {
    const { slug } = await makeProduct(shop);
    const { id } = await makeProduct(shop);

    const heard = await toldBy(() => patch(`/products/${id}`, { slug }).expect(409));

    expect(heard).toEqual([]);
  });

  test("the products whose stock an order holds or gives back, but not that it settles", async () => {
    const skus = [aSku(), aSku()];
    const products = await Promise.all(
      skus.map((sku) => makeProduct(shop, { variants: [aVariant({ sku })] })),
    );
    for (const sku of skus) await receive(shop, sku, 10);
    const ids = products
      .map(({ id }) => id)
      .sort()
      .join();
    const order = anOrderId();
    const call = (method: "put" | "post" | "delete", path: string) =>
      shop.internal[method](path).set("Authorization", shop.serviceToken);
    const items = skus.map((sku) => ({ sku, quantity: 1 }));

    const held = await toldBy(() =>
      call("put", `/internal/reservations/${order}`).send({ items }).expect(200),
    );
    const settled = await toldBy(() => call("post", `/internal/reservations/${order}/settle`).expect(200));
    const released = await toldBy(() => call("delete", `/internal/reservations/${order}`).expect(200));

    expect(held).toEqual([ids]);
    expect(settled).toEqual([]);
    expect(released).toEqual([ids]);
  });

  test("a product's new rating", async () => {
    const { id } = await makeProduct(shop);
    const rated = {
      id: newId(),
      type: "review.published",
      version: 1,
      occurredAt: new Date().toISOString(),
      aggregateId: id,
      aggregateVersion: 1,
      data: {
        reviewId: newId(),
        productId: id,
        customerId: newId(),
        rating: 4,
        ratingSum: 4,
        ratingCount: 1,
      },
    };

    const heard = await toldBy(() => foldRating(shop.deps, rated));

    expect(heard).toEqual([id]);
  });

  test("that lists have changed, by a new category or brand and by one that is taken away", async () => {
    const heard = await toldBy(async () => {
      const brand = await makeBrand(shop);
      const category = await makeCategory(shop);
      for (const path of [`brands/${brand}`, `categories/${category}`]) {
        await shop.api.delete(`/api/v1/${path}`).set("Authorization", shop.staff).expect(204);
      }
    });

    // A category's place in the tree is written after it was added.
    expect(heard).toEqual(["lists", "lists", "all", "lists", "lists"]);
  });

  test("that anything may have changed, by a new name of a category or brand", async () => {
    const [brand, category] = [await makeBrand(shop), await makeCategory(shop)];

    const renamed = await toldBy(async () => {
      await patch(`/categories/${category}`, { name: "Other" }).expect(200);
      await patch(`/brands/${brand}`, { name: "Other" }).expect(200);
    });

    expect(renamed).toEqual(["all", "all"]);
  });

  test("that anything may have changed, when more products have than fit into a notification", async () => {
    const category = await makeCategory(shop);
    const heardOf = (count: number) =>
      toldBy(async () => {
        const { body } = await shop.api
          .post("/api/v1/products")
          .set("Authorization", shop.staff)
          .send({ ...aProduct(), category })
          .expect(201);
        await shop.outside`
          insert into products (id, slug, name, description, category_id, tags, images, options, status, currency,
            price_from, price_to, sort_name, search)
          select gen_random_uuid(), 'copy-' || n || '-' || ${body.slug}::text, name, description, category_id, tags, images,
            options, 'draft', currency, price_from, price_to, sort_name, search
          from products, generate_series(1, ${count}) n where id = ${body.id}`;
      });

    const some = await heardOf(200);
    const many = await heardOf(201);

    expect(some.map((payload) => payload.split(",").length)).toEqual([1, 200]);
    expect(many.at(-1)).toBe("all");
  });
});

describe("what is heard", () => {
  test("names the products' pages, and all that shows many products", () => {
    const [one, other] = [newId(), newId()];

    expect(changedTags(`${one},${other}`)).toEqual(["catalogue", `product:${one}`, `product:${other}`]);
    expect(changedTags("lists")).toEqual(["catalogue"]);
  });

  test("counts as a change of anything, where it is not understood", () => {
    fc.assert(
      fc.property(fc.string(), (payload) => {
        fc.pre(payload !== "lists");

        expect(changedTags(payload)).toBeUndefined();
      }),
    );
    expect(changedTags("all")).toBeUndefined();
    expect(changedTags(`${newId()},`)).toBeUndefined();
  });
});
