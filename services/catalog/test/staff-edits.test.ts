import {
  announced,
  aProduct,
  aSku,
  aSlug,
  aVariant,
  type CatalogGround,
  codeOf,
  dollars,
  makeBrand,
  makeCategory,
  makeProduct,
  startCatalog,
} from "./catalog-ground";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog({ ANSWER_CACHE_MB: "0" });
});
afterAll(() => shop.stop());

const get = (path: string) => shop.api.get(`/api/v1${path}`);
const post = (path: string, body: object) =>
  shop.api.post(`/api/v1${path}`).set("Authorization", shop.staff).send(body);
const patch = (path: string, body: object) =>
  shop.api.patch(`/api/v1${path}`).set("Authorization", shop.staff).send(body);
const remove = (path: string) => shop.api.delete(`/api/v1${path}`).set("Authorization", shop.staff);
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();

const sizes = { options: [{ name: "Size", values: ["S", "M", "L"] }] };
const inSize = (size: string, like: object = {}) => aVariant({ options: { Size: size }, ...like });

describe("of staff who edit at the same time", () => {
  test("one learns that what they saw of a product is stale, whatever they do to its variants", async () => {
    const { id, variants } = await makeProduct(shop, { ...sizes, variants: [inSize("S"), inSize("M")] });
    const etag = String((await get(`/products/${id}`)).headers.etag);
    const path = `/products/${id}/variants`;
    await patch(`/products/${id}`, { name: "First" }).set("If-Match", etag).expect(200);

    const late = [
      await post(path, inSize("L")).set("If-Match", etag),
      await patch(`${path}/${variants[0].sku}`, { price: dollars(1) }).set("If-Match", etag),
      await remove(`${path}/${variants[0].sku}`).set("If-Match", etag),
    ];

    expect(statuses(late)).toEqual([412, 412, 412]);
    const { body } = await get(`/products/${id}`);
    expect({ ...body, updatedAt: "" }).toMatchObject({ name: "First", variants });
  });

  test("each change counts: the ETag that a change gives lets the next one through", async () => {
    const { id, variants } = await makeProduct(shop, { ...sizes, variants: [inSize("S")] });
    const path = `/products/${id}/variants`;

    const added = await post(path, inSize("M")).expect(201);
    const changed = await patch(`${path}/${variants[0].sku}`, { price: dollars(9) })
      .set("If-Match", String(added.headers.etag))
      .expect(200);
    await remove(`${path}/${variants[0].sku}`).set("If-Match", String(changed.headers.etag)).expect(204);

    await patch(`/products/${id}`, { name: "X" }).set("If-Match", "not an etag").expect(412);
    await patch(`/products/${id}`, { name: "X" })
      .set("If-Match", `"1.0", ${changed.headers.etag}`)
      .expect(412);
  });

  test("all get in who say nothing of what they saw, and no change is lost", async () => {
    const { id } = await makeProduct(shop, { ...sizes, variants: [inSize("S")] });

    const answers = await Promise.all([
      patch(`/products/${id}`, { name: "Renamed" }),
      patch(`/products/${id}`, { tags: ["tagged"] }),
      patch(`/products/${id}`, { description: "Described." }),
      post(`/products/${id}/variants`, inSize("M")),
    ]);

    expect(statuses(answers)).toEqual([200, 200, 200, 201]);
    const { body } = await get(`/products/${id}`);
    expect(body).toMatchObject({ name: "Renamed", tags: ["tagged"], description: "Described." });
    expect(body.variants).toHaveLength(2);
  });

  test("one gets the slug that all want, for new products and for old ones", async () => {
    const category = await makeCategory(shop);
    const [slug, other] = [aSlug(), aSlug()];
    const old = await Promise.all([1, 2, 3].map(() => makeProduct(shop)));

    const made = await Promise.all([1, 2, 3, 4].map(() => post("/products", aProduct({ category, slug }))));
    const renamed = await Promise.all(old.map(({ id }) => patch(`/products/${id}`, { slug: other })));

    expect(statuses(made)).toEqual([201, 409, 409, 409]);
    expect(statuses(renamed)).toEqual([200, 409, 409]);
  });

  test("two who swap slugs or SKUs wait for no answer for ever, and none is given twice", async () => {
    const [one, two] = [await makeProduct(shop), await makeProduct(shop)];

    const slugs = await Promise.all([
      patch(`/products/${one.id}`, { slug: two.slug }),
      patch(`/products/${two.id}`, { slug: one.slug }),
    ]);
    const skus = await Promise.all([
      patch(`/products/${one.id}`, { variants: [aVariant({ sku: two.variants[0].sku })] }),
      patch(`/products/${two.id}`, { variants: [aVariant({ sku: one.variants[0].sku })] }),
    ]);

    for (const { status } of [...slugs, ...skus]) expect([200, 409]).toContain(status);
    const held = await shop.outside`select sku from variants where product_id in (${one.id}, ${two.id})`;
    expect(new Set(held.map(({ sku }) => sku)).size).toBe(2);
  });

  test("one takes a category or brand away, or another puts a product there: never both", async () => {
    for (let round = 0; round < 8; round++) {
      const category = await makeCategory(shop);
      const brand = await makeBrand(shop);

      const [made, ...gone] = await Promise.all([
        post("/products", aProduct({ category, brand })),
        remove(`/categories/${category}`),
        remove(`/brands/${brand}`),
      ]);

      expect([201, 400]).toContain(made.status);
      expect(statuses(gone)).toEqual(made.status === 201 ? [409, 409] : expect.arrayContaining([204]));
    }
  });
});

describe("a product's life", () => {
  test("a draft is published, archived and brought back, and each step is told", async () => {
    const { id, slug } = await makeProduct(shop, { status: "draft" });

    await get(`/products/${slug}`).expect(404);
    await patch(`/products/${id}`, { status: "active" }).expect(200);
    await get(`/products/${slug}`).expect(200);
    await remove(`/products/${id}`).expect(204);
    await get(`/products/${slug}`).expect(404);
    await remove(`/products/${id}`).expect(204);
    await patch(`/products/${id}`, { status: "active" }).expect(200);
    await get(`/products/${slug}`).expect(200);

    const told = await announced(shop, "product.changed", id);
    expect(told.map(({ data }) => data.status)).toEqual(["active", "archived", "active", "draft"]);
  });

  test("a price before the sale is above the price, and goes when the sale is over", async () => {
    const { id, variants } = await makeProduct(shop, { variants: [aVariant({ price: dollars(2_000) })] });
    const path = `/products/${id}/variants/${variants[0].sku}`;

    const low = await patch(path, { compareAtPrice: dollars(2_000) }).expect(400);
    const foreign = await patch(path, { compareAtPrice: { amount: 9_000, currency: "EUR" } }).expect(400);
    const onSale = await patch(path, { compareAtPrice: dollars(2_500) }).expect(200);
    const risen = await patch(path, { price: dollars(2_500) }).expect(400);
    const over = await patch(path, { compareAtPrice: null }).expect(200);

    expect([low, foreign, risen].map(({ body }) => body.errors[0].path)).toEqual([
      "compareAtPrice.amount",
      "compareAtPrice.currency",
      "compareAtPrice.amount",
    ]);
    expect(onSale.body.compareAtPrice).toEqual(dollars(2_500));
    expect(over.body.compareAtPrice).toBeNull();
  });

  test("its options can't change under its variants, but with them", async () => {
    const { id, variants } = await makeProduct(shop, { ...sizes, variants: [inSize("S")] });
    const { sku } = variants[0];
    const options = [{ name: "Color", values: ["Red"] }];

    const alone = await patch(`/products/${id}`, { options }).expect(400);
    const together = await patch(`/products/${id}`, {
      options,
      variants: [aVariant({ sku, options: { Color: "Red" } })],
    }).expect(200);

    expect(alone.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      "variants[0].options.Size",
      "variants[0].options.Color",
    ]);
    expect(together.body.options).toEqual(options);
  });

  test("it takes 100 variants and not one more", async () => {
    const values = Array.from({ length: 100 }, (_, index) => `${index}`);
    const options = [
      { name: "Size", values },
      { name: "Color", values: ["Red", "Blue"] },
    ];
    const variants = values.map((Size) => aVariant({ options: { Size, Color: "Red" } }));
    const { id } = await makeProduct(shop, { options, variants });

    const one = await post(`/products/${id}/variants`, aVariant({ options: { Size: "1", Color: "Blue" } }));

    expect([one.status, codeOf(one)]).toEqual([409, "too-many-variants"]);
    expect((await get(`/products/${id}`)).body.variants).toHaveLength(100);
  });
});

describe("brands and categories", () => {
  test("a new one says where it is, and is there", async () => {
    const brand = await post("/brands", { name: "Northfold", slug: aSlug() }).expect(201);
    const category = await post("/categories", { name: "Tents", slug: aSlug() }).expect(201);

    for (const { headers, body } of [brand, category]) {
      const { body: found } = await shop.api.get(String(headers.location)).expect(200);
      expect(found).toEqual(body);
    }
    expect(codeOf(await get(`/brands/${aSlug()}`).expect(404))).toBe("unknown-brand");
  });

  test("one gets the slug that all want", async () => {
    const slug = aSlug();

    const brands = await Promise.all([1, 2, 3].map(() => post("/brands", { name: "X", slug })));
    const categories = await Promise.all([1, 2, 3].map(() => post("/categories", { name: "X", slug })));

    expect([statuses(brands), statuses(categories)]).toEqual([
      [201, 409, 409],
      [201, 409, 409],
    ]);
  });

  test("of moves at once none makes a circle, however many there are", async () => {
    const slugs = await Promise.all([1, 2, 3, 4].map(() => makeCategory(shop)));
    const moves = slugs.flatMap((slug) =>
      slugs.filter((parent) => parent !== slug).map((parent) => patch(`/categories/${slug}`, { parent })),
    );

    const answers = await Promise.all(moves);

    for (const { status } of answers) expect([200, 409]).toContain(status);
    const rows = await shop.outside`
      with recursive tree as (
        select id from categories where parent_id is null
        union all select c.id from categories c join tree t on c.parent_id = t.id
      )
      select count(*)::int as all, (select count(*)::int from tree) as reached from categories`;
    expect(rows[0]?.reached).toBe(rows[0]?.all);
  });
});

describe("what no staff would send", () => {
  const send = (method: "post" | "patch", path: string, json: string) =>
    shop.api[method](`/api/v1${path}`)
      .set("Authorization", shop.staff)
      .set("Content-Type", "application/json")
      .send(json);

  test.each([
    ["below zero", "-1"],
    ["beyond 32 bits", "2147483648"],
    ["beyond what is exact", "9007199254740993"],
    ["beyond any number", "1e309"],
    ["with a fraction", "0.5"],
    ["not a number", "NaN"],
    ["in words", '"2500"'],
    ["nothing", "null"],
  ])("a price, a weight, a threshold %s", async (_what, number) => {
    const category = await makeCategory(shop);
    const { id, variants } = await makeProduct(shop, { category });
    const path = `/products/${id}/variants/${variants[0].sku}`;
    const sent = JSON.stringify(aProduct({ category }));

    const answers = [
      await send("patch", path, `{"price":{"amount":${number},"currency":"USD"}}`),
      await send("patch", path, `{"weightGrams":${number}}`),
      await send("patch", path, `{"lowStockThreshold":${number}}`),
      await send("post", "/products", sent.replace('"amount":2500', `"amount":${number}`)),
      await send("patch", path, `{"compareAtPrice":{"amount":${number},"currency":"USD"}}`),
    ];

    expect(statuses(answers)).toEqual([400, 400, 400, 400, 400]);
    expect((await get(`/products/${id}`)).body.variants).toEqual(variants);
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);

  test.each([
    ["101 variants", { variants: many(101).map(() => aVariant()) }, 400],
    ["no variant", { variants: [] }, 400],
    ["six options", { options: many(6).map((name) => ({ name, values: ["a"] })) }, 400],
    ["an option's value twice", { options: [{ name: "Size", values: ["S", "S"] }] }, 400],
    [
      "an option's value twice, but for its spaces",
      { options: [{ name: "Size", values: ["S", " S"] }] },
      400,
    ],
    ["an option without values", { options: [{ name: "Size", values: [] }] }, 400],
    ["101 values of an option", { options: [{ name: "Size", values: many(101) }] }, 400],
    ["51 tags", { tags: many(51) }, 400],
    ["21 pictures", { images: many(21).map((alt) => ({ url: "/media/a.svg", alt })) }, 400],
    ["a description of 20,001 characters", { description: "x".repeat(20_001) }, 400],
    ["a description of 100 kB", { description: "x".repeat(100_000) }, 400],
    ["a description of 1 MB", { description: "x".repeat(1_000_000) }, 413],
    ["a name with NUL", { name: "a\0b" }, 400],
    ["half a surrogate pair", { name: "\ud800" }, 400],
    ["a script for a picture", { images: [{ url: "javascript:alert(1)", alt: "" }] }, 400],
    ["an unknown status", { status: "deleted" }, 400],
    ["a field that nobody knows", { isAdmin: true }, 400],
    ["one SKU twice", { variants: [aVariant({ sku: "TWICE" }), aVariant({ sku: "TWICE" })] }, 400],
    ["a SKU that is a path", { variants: [aVariant({ sku: "../etc" })] }, 400],
  ])("%s", async (_what, like, status) => {
    const category = await makeCategory(shop);
    const { id } = await makeProduct(shop, { category });

    const answers = [
      await post("/products", aProduct({ category, ...like })),
      await patch(`/products/${id}`, like),
    ];

    expect(statuses(answers)).toEqual([status, status]);
  });

  test("a product as large as one may be is taken", async () => {
    const long = (index: number, unit: string) => `${index}`.padEnd(60, unit);
    const options = many(5).map((_, index) => ({
      name: long(index, "n"),
      values: many(100).map((_value, at) => long(at, "v")),
    }));
    const variants = many(100).map((_, at) =>
      aVariant({ options: Object.fromEntries(options.map(({ name, values }) => [name, values[at]])) }),
    );

    const { variants: made } = await makeProduct(shop, {
      options,
      variants,
      description: "語".repeat(20_000),
    });

    expect(made).toHaveLength(100);
  });

  test("keys of the language's own objects change nothing but are refused", async () => {
    const category = await makeCategory(shop);
    const { id } = await makeProduct(shop);
    const product = JSON.stringify(aProduct({ category }));

    const answers = [
      await send("patch", `/products/${id}`, '{"__proto__":{"status":"active"}}'),
      await send("patch", `/products/${id}`, '{"constructor":{"prototype":{"isStaff":true}}}'),
      await send("post", "/products", product.replace('"options":{}', '"options":{"__proto__":"S"}')),
      await send("post", "/products", product.replace('"options":{}', '"options":{"constructor":"S"}')),
      await send("post", "/categories", '{"name":"X","slug":"x-y","__proto__":{"parent":"z"}}'),
    ];

    expect(statuses(answers)).toEqual([400, 400, 400, 400, 400]);
    expect({}).not.toHaveProperty("isStaff");
  });

  test("an option may have the name of such a key, and still is one", async () => {
    const options = [{ name: "constructor", values: ["a", "b"] }];
    const variants = [aVariant({ options: { constructor: "a" } })];

    const { id } = await makeProduct(shop, { options, variants });
    const without = await post(`/products/${id}/variants`, aVariant()).expect(400);

    expect(without.body.errors[0].path).toBe("options.constructor");
  });

  test.each(["%00", "a%2Fb", "..%2F..%2Fetc", "x".repeat(97), "%F0%9F%9B%92", "constructor"])(
    "a product, category or brand named %s is not there, and nothing breaks",
    async (name) => {
      for (const answer of [
        await get(`/products/${name}`),
        await get(`/categories/${name}`),
        await get(`/brands/${name}`),
        await remove(`/brands/${name}`),
        await patch(`/products/${name}`, { name: "X" }),
      ]) {
        expect([400, 404]).toContain(answer.status);
      }
    },
  );

  test("a SKU that another product has is refused as such beside all else that fits", async () => {
    const sku = aSku();
    const { id } = await makeProduct(shop, { ...sizes, variants: [inSize("S")] });
    await makeProduct(shop, { variants: [aVariant({ sku })] });

    const added = await post(`/products/${id}/variants`, inSize("M", { sku })).expect(409);

    expect([codeOf(added), added.body.skus]).toEqual(["sku-in-use", [sku]]);
  });
});
