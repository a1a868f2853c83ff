import fc from "fast-check";
import type { Response } from "supertest";
import { type CategoryRow, categoryTree } from "../src/categories/category-rules";
import type { Category } from "../src/categories/category-schemas";
import {
  aSlug,
  type CatalogGround,
  codeOf,
  customerToken,
  makeBrand,
  makeCategory,
  makeProduct,
  startCatalog,
} from "./catalog-ground";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

const get = (path: string) => shop.api.get(`/api/v1${path}`);
const asStaff = (method: "post" | "patch" | "delete", path: string, body?: object) =>
  shop.api[method](`/api/v1${path}`).set("Authorization", shop.staff).send(body);

describe("categories", () => {
  test("make a tree, each with how many active products it and all below it have", async () => {
    const outdoor = await makeCategory(shop, { name: "Outdoor" });
    const tents = await makeCategory(shop, { name: "Tents", parent: outdoor });
    const boots = await makeCategory(shop, { name: "Boots", parent: outdoor });
    await makeProduct(shop, { category: outdoor });
    await makeProduct(shop, { category: tents });
    await makeProduct(shop, { category: tents, status: "draft" });

    const tree = await get("/categories").expect(200);
    const { body } = await get(`/categories/${outdoor}`).expect(200);

    expect(tree.body.items).toContainEqual(body);
    expect(tree.headers["cache-control"]).toMatch(/^public, max-age=/);
    expect(body).toEqual({
      slug: outdoor,
      name: "Outdoor",
      parent: null,
      path: ["Outdoor"],
      productCount: 2,
      children: [
        {
          slug: boots,
          name: "Boots",
          parent: outdoor,
          path: ["Outdoor", "Boots"],
          productCount: 0,
          children: [],
        },
        {
          slug: tents,
          name: "Tents",
          parent: outdoor,
          path: ["Outdoor", "Tents"],
          productCount: 1,
          children: [],
        },
      ],
    });
  });

  test("an unknown one is a 404, whoever asks for whatever", async () => {
    const slug = aSlug();

    expect(codeOf(await get(`/categories/${slug}`).expect(404))).toBe("unknown-category");
    await asStaff("patch", `/categories/${slug}`, { name: "X" }).expect(404);
    await asStaff("delete", `/categories/${slug}`).expect(404);
  });

  test("are changed by staff alone", async () => {
    const customer = await customerToken();
    const category = { name: "Things", slug: aSlug() };

    await shop.api.post("/api/v1/categories").send(category).expect(401);
    await shop.api.post("/api/v1/categories").set("Authorization", customer).send(category).expect(403);
    await shop.api.delete("/api/v1/categories/x").set("Authorization", customer).expect(403);
  });

  test("a slug in use and a parent that is not there are refused", async () => {
    const slug = await makeCategory(shop);

    const taken = await asStaff("post", "/categories", { name: "Things", slug }).expect(409);
    const orphan = await asStaff("post", "/categories", {
      name: "Things",
      slug: aSlug(),
      parent: aSlug(),
    }).expect(400);

    expect(codeOf(taken)).toBe("slug-in-use");
    expect(orphan.body.errors[0].path).toBe("parent");
  });

  test("renamed or moved, they take all below and the products along", async () => {
    const [outdoor, sports] = [
      await makeCategory(shop, { name: "Outdoor" }),
      await makeCategory(shop, { name: "Sports" }),
    ];
    const camping = await makeCategory(shop, { name: "Camping", parent: outdoor });
    const tents = await makeCategory(shop, { name: "Tents", parent: camping });
    const product = await makeProduct(shop, { category: tents });
    const { headers } = await get(`/products/${product.slug}`);

    const { body } = await asStaff("patch", `/categories/${camping}`, {
      name: "Camps",
      parent: sports,
    }).expect(200);

    expect(body.path).toEqual(["Sports", "Camps"]);
    const moved = await get(`/products/${product.slug}`).set("If-None-Match", headers.etag!).expect(200);
    expect(moved.body.category.path).toEqual(["Sports", "Camps", "Tents"]);
    expect((await get(`/products?category=${sports}`)).body.total).toBe(1);
    expect((await get(`/products?category=${outdoor}`)).body.total).toBe(0);
    await asStaff("patch", `/categories/${camping}`, { parent: null }).expect(200);
    expect((await get(`/categories/${tents}`)).body.path).toEqual(["Camps", "Tents"]);
  });

  test("none can stand below itself, be it by two moves at once", async () => {
    const [top, other] = [await makeCategory(shop), await makeCategory(shop)];
    const below = await makeCategory(shop, { parent: top });

    const itself = await asStaff("patch", `/categories/${top}`, { parent: top }).expect(409);
    const child = await asStaff("patch", `/categories/${top}`, { parent: below }).expect(409);
    const crossed = await Promise.all([
      asStaff("patch", `/categories/${top}`, { parent: other }),
      asStaff("patch", `/categories/${other}`, { parent: top }),
    ]);

    expect([itself, child].map(codeOf)).toEqual(["category-circle", "category-circle"]);
    expect(crossed.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("one with products or with others below it can't go, an empty one can", async () => {
    const full = await makeCategory(shop);
    await makeProduct(shop, { category: full, status: "archived" });
    const parent = await makeCategory(shop);
    const child = await makeCategory(shop, { parent });

    expect(codeOf(await asStaff("delete", `/categories/${full}`).expect(409))).toBe("category-has-products");
    expect(codeOf(await asStaff("delete", `/categories/${parent}`).expect(409))).toBe(
      "category-has-children",
    );
    await asStaff("delete", `/categories/${child}`).expect(204);
    await asStaff("delete", `/categories/${parent}`).expect(204);
    await get(`/categories/${parent}`).expect(404);
  });

  test("the tree holds every category once, and its tops count all products", () => {
    const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 30 });
    const counts = fc.array(fc.nat(50), { minLength: 30, maxLength: 30 });
    const all = (nodes: readonly Category[]): Category[] =>
      nodes.flatMap((node) => [node, ...all(node.children)]);

    fc.assert(
      fc.property(parents, counts, (seeds, ownCounts) => {
        const rows = seeds.map((seed, at): CategoryRow => {
          const parent = seed % (at + 1);
          const parentId = parent === at ? null : `c${parent}`;
          const ownCount = ownCounts[at] ?? 0;
          return { id: `c${at}`, slug: `s${at}`, name: `n${seed}`, path: [], parentId, ownCount };
        });

        const tree = categoryTree(rows);

        expect(
          all(tree)
            .map(({ slug }) => slug)
            .sort(),
        ).toEqual(rows.map(({ slug }) => slug).sort());
        const total = tree.reduce((sum, { productCount }) => sum + productCount, 0);
        expect(total).toBe(rows.reduce((sum, { ownCount }) => sum + ownCount, 0));
      }),
    );
  });
});

describe("brands", () => {
  test("are listed by name with how many active products they have, page by page", async () => {
    const slugs = [
      await makeBrand(shop, { name: "Zed B" }),
      await makeBrand(shop, { name: "Zed A" }),
      await makeBrand(shop, { name: "Zed A" }),
    ];
    await makeProduct(shop, { brand: slugs[0] });
    await makeProduct(shop, { brand: slugs[0], status: "draft" });

    const seen: { slug: string; productCount: number }[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: Response = await get(`/brands?limit=1${cursor && `&cursor=${cursor}`}`).expect(200);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }

    const ours = seen.filter(({ slug }) => slugs.includes(slug));
    expect(ours.map(({ slug }) => slug)).toEqual([...[slugs[1], slugs[2]].sort(), slugs[0]]);
    expect(ours.at(-1)?.productCount).toBe(1);
  });

  test("are made, renamed and taken away; not while they have products, nor under a taken slug", async () => {
    const [brand, other] = [await makeBrand(shop), await makeBrand(shop)];
    const product = await makeProduct(shop, { brand });
    const { headers } = await get(`/products/${product.slug}`);

    const renamed = await asStaff("patch", `/brands/${brand}`, { name: "Better" }).expect(200);
    const taken = await asStaff("patch", `/brands/${brand}`, { slug: other }).expect(409);
    const again = await asStaff("post", "/brands", { name: "Other", slug: other }).expect(409);
    const used = await asStaff("delete", `/brands/${brand}`).expect(409);
    await asStaff("delete", `/brands/${other}`).expect(204);
    const gone = await asStaff("delete", `/brands/${other}`).expect(404);

    expect(renamed.body).toEqual({ slug: brand, name: "Better", productCount: 1 });
    expect([taken, again, used, gone].map(codeOf)).toEqual([
      "slug-in-use",
      "slug-in-use",
      "brand-has-products",
      "unknown-brand",
    ]);
    const fresh = await get(`/products/${product.slug}`).set("If-None-Match", headers.etag!).expect(200);
    expect(fresh.body.brand.name).toBe("Better");
    expect(codeOf(await asStaff("patch", `/brands/${aSlug()}`, {}).expect(404))).toBe("unknown-brand");
    await shop.api.post("/api/v1/brands").send({ name: "X", slug: "x" }).expect(401);
  });
});

test("tags are listed with how many active products have them", async () => {
  const [one, two] = [aSlug("tag-a"), aSlug("tag-b")];
  await makeProduct(shop, { tags: [one, two, one] });
  await makeProduct(shop, { tags: [two] });
  await makeProduct(shop, { tags: [two], status: "draft" });

  const first = await get("/tags?limit=1").expect(200);
  const rest = await get(`/tags?cursor=${first.body.nextCursor}`).expect(200);

  const all = [...first.body.items, ...rest.body.items];
  expect(all).toEqual([
    { name: one, productCount: 1 },
    { name: two, productCount: 2 },
  ]);
  expect(rest.body.nextCursor).toBeNull();
});
