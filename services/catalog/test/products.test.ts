import {
  announced,
  aProduct,
  aSku,
  aSlug,
  aVariant,
  type CatalogGround,
  codeOf,
  customerToken,
  dollars,
  makeBrand,
  makeCategory,
  makeProduct,
  startCatalog,
  stockOf,
} from "./catalog-ground";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

const get = (idOrSlug: string) => shop.api.get(`/api/v1/products/${idOrSlug}`);
const post = (path: string, body: object) =>
  shop.api.post(`/api/v1${path}`).set("Authorization", shop.staff).send(body);
const patch = (path: string, body: object) =>
  shop.api.patch(`/api/v1${path}`).set("Authorization", shop.staff).send(body);
const remove = (path: string) => shop.api.delete(`/api/v1${path}`).set("Authorization", shop.staff);

test("a new product is shown whole, by its id and by its slug", async () => {
  const parent = await makeCategory(shop, { name: "Outdoor" });
  const category = await makeCategory(shop, { name: "Tents", parent });
  const brand = await makeBrand(shop, { name: "Northfold" });
  const [green, sand] = [aSku(), aSku()];
  const sent = aProduct({
    brand,
    category,
    tags: ["camping", "light", "camping"],
    images: [{ url: "/media/products/tent.svg", alt: "A tent" }],
    options: [{ name: "Color", values: ["Green", "Sand"] }],
    variants: [
      aVariant({ sku: sand, options: { Color: "Sand" }, price: dollars(24_900) }),
      aVariant({
        sku: green,
        options: { Color: "Green" },
        price: dollars(19_900),
        compareAtPrice: dollars(24_900),
      }),
    ],
  });

  const created = await post("/products", sent).expect(201);

  const { body } = await get(sent.slug).expect(200);
  expect(created.headers.location).toBe(`/api/v1/products/${body.id}`);
  expect(created.body).toEqual(body);
  expect((await get(body.id).expect(200)).body).toEqual(body);
  expect(body).toEqual({
    id: expect.any(String),
    slug: sent.slug,
    name: sent.name,
    description: sent.description,
    brand: { slug: brand, name: "Northfold" },
    category: { slug: category, name: "Tents", path: ["Outdoor", "Tents"] },
    tags: ["camping", "light"],
    images: [{ url: "/media/products/tent.svg", alt: "A tent" }],
    options: [{ name: "Color", values: ["Green", "Sand"] }],
    rating: { average: 0, count: 0 },
    variants: [
      {
        sku: sand,
        options: { Color: "Sand" },
        price: dollars(24_900),
        compareAtPrice: null,
        available: 0,
      },
      {
        sku: green,
        options: { Color: "Green" },
        price: dollars(19_900),
        compareAtPrice: dollars(24_900),
        available: 0,
      },
    ],
    price: { from: dollars(19_900), to: dollars(24_900) },
    status: "active",
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    updatedAt: expect.any(String),
  });
});

test("a product that is not there is a 404, and so is a draft or an archived one to all but staff", async () => {
  const draft = await makeProduct(shop, { status: "draft" });
  const archived = await makeProduct(shop, { status: "archived" });

  expect(codeOf(await get(aSlug()).expect(404))).toBe("unknown-product");
  for (const { slug, id } of [draft, archived]) {
    await get(slug).expect(404);
    await get(id)
      .set("Authorization", await customerToken())
      .expect(404);
    await get(slug).set("Authorization", shop.staff).expect(200);
  }
});

test("a product that was not changed is a 304, one that sold is not", async () => {
  const product = await makeProduct(shop);
  const { headers } = await get(product.slug).expect(200);
  expect(headers["cache-control"]).toMatch(/^public, max-age=/);

  await get(product.slug).set("If-None-Match", headers.etag!).expect(304);
  await shop.outside`update stock set on_hand = 4, version = version + 1 where product_id = ${product.id}`;

  await get(product.slug).set("If-None-Match", headers.etag!).expect(200);
});

test("what staff read is kept by nobody", async () => {
  const { slug } = await makeProduct(shop);

  const { headers } = await get(slug).set("Authorization", shop.staff).expect(200);

  expect(headers["cache-control"]).toBe("private, no-store");
});

test("only staff change the catalogue", async () => {
  const { id } = await makeProduct(shop);
  const customer = await customerToken();

  await shop.api.post("/api/v1/products").send(aProduct()).expect(401);
  await shop.api.post("/api/v1/products").set("Authorization", customer).send(aProduct()).expect(403);
  await shop.api.patch(`/api/v1/products/${id}`).set("Authorization", customer).send({}).expect(403);
  await shop.api.delete(`/api/v1/products/${id}`).set("Authorization", customer).expect(403);
});

test("a slug in use is refused, for a new product and for another's new slug", async () => {
  const taken = await makeProduct(shop);
  const other = await makeProduct(shop);
  const category = await makeCategory(shop);

  const created = await post("/products", aProduct({ category, slug: taken.slug })).expect(409);
  const changed = await patch(`/products/${other.id}`, { slug: taken.slug }).expect(409);

  expect([codeOf(created), codeOf(changed)]).toEqual(["slug-in-use", "slug-in-use"]);
});

test("a SKU in use is refused and named", async () => {
  const { variants } = await makeProduct(shop);
  const category = await makeCategory(shop);
  const { sku } = variants[0];

  const answer = await post("/products", aProduct({ category, variants: [aVariant({ sku })] })).expect(409);

  expect(codeOf(answer)).toBe("sku-in-use");
  expect(answer.body.skus).toEqual([sku]);
});

test("of two products that want one SKU at once, one gets it", async () => {
  const category = await makeCategory(shop);
  const sku = aSku();
  const racers = Array.from({ length: 6 }, () => aProduct({ category, variants: [aVariant({ sku })] }));

  const answers = await Promise.all(racers.map((product) => post("/products", product)));

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
});

test("a product whose parts don't fit is refused with every fault", async () => {
  const category = await makeCategory(shop);
  const unfit = aProduct({
    category,
    brand: "nobody",
    options: [{ name: "Size", values: ["S", "M"] }],
    variants: [
      aVariant({ options: { Size: "XL" } }),
      aVariant({ options: { Color: "Red", Size: "S" }, price: dollars(10), compareAtPrice: dollars(9) }),
    ],
  });

  const { body } = await post("/products", unfit).expect(400);

  expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
    "variants[0].options.Size",
    "variants[1].options.Color",
    "variants[1].compareAtPrice.amount",
    "brand",
  ]);
});

test.each([
  [
    "that looks like an id and a picture from elsewhere",
    "0190a000-0000-7000-8000-000000000001",
    "https://example.com/tent.svg",
  ],
  ["of another page and a picture that leads out of its folder", "export", "/media/../api/v1/health"],
])("a slug %s are refused", async (_what, slug, url) => {
  const category = await makeCategory(shop);
  const unfit = aProduct({ category, slug, images: [{ url, alt: "" }] });

  const { body } = await post("/products", unfit).expect(400);

  expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(["slug", "images[0].url"]);
});

test("a change leaves alone what it does not name, and is announced", async () => {
  const brand = await makeBrand(shop);
  const product = await makeProduct(shop, { brand, tags: ["camping"] });

  const { body } = await patch(`/products/${product.id}`, { name: "Better Thing", brand: null }).expect(200);

  expect(body).toEqual({
    ...product,
    name: "Better Thing",
    brand: null,
    updatedAt: expect.any(String),
  });
  const events = await announced(shop, "product.changed", product.id);
  expect(events.map(({ aggregateVersion }) => aggregateVersion)).toEqual([2, 1]);
  expect(events[0]).toMatchObject({
    data: { productId: product.id, slug: product.slug, status: "active" },
  });
});

test("a change of what is not there is a 404", async () => {
  const id = "0190a000-0000-7000-8000-000000000001";

  expect(codeOf(await patch(`/products/${id}`, { name: "X" }).expect(404))).toBe("unknown-product");
  await remove(`/products/${id}`).expect(404);
});

test("an edit of a product that another has edited since is refused; a sale in between does not matter", async () => {
  const { id, slug } = await makeProduct(shop);
  const { headers } = await get(slug);
  await shop.outside`update stock set on_hand = 4, version = version + 1 where product_id = ${id}`;

  await patch(`/products/${id}`, { name: "First" }).set("If-Match", headers.etag!).expect(200);
  const late = await patch(`/products/${id}`, { name: "Second" }).set("If-Match", headers.etag!).expect(412);
  const lateArchive = await remove(`/products/${id}`).set("If-Match", headers.etag!).expect(412);

  expect([codeOf(late), codeOf(lateArchive)]).toEqual(["stale-product", "stale-product"]);
  await patch(`/products/${id}`, { name: "Third" }).set("If-Match", "*").expect(200);
});

test("of edits at once that saw the same product, one is made", async () => {
  const { id, slug } = await makeProduct(shop);
  const { headers } = await get(slug);
  const edit = (name: string) => patch(`/products/${id}`, { name }).set("If-Match", headers.etag!);

  const answers = await Promise.all([edit("One"), edit("Two"), edit("Three")]);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
});

test("a deleted product is archived: gone for customers, kept for staff", async () => {
  const { id, slug } = await makeProduct(shop);

  await remove(`/products/${id}`).expect(204);
  await remove(`/products/${id}`).expect(204);

  await get(slug).expect(404);
  const { body } = await get(slug).set("Authorization", shop.staff).expect(200);
  expect(body.status).toBe("archived");
});

test("variants are added, changed and taken out one by one", async () => {
  const [small, large] = [aSku(), aSku()];
  const { id, slug } = await makeProduct(shop, {
    options: [{ name: "Size", values: ["S", "L"] }],
    variants: [aVariant({ sku: small, options: { Size: "S" } })],
  });

  const added = await post(
    `/products/${id}/variants`,
    aVariant({ sku: large, options: { Size: "L" } }),
  ).expect(201);
  const changed = await patch(`/products/${id}/variants/${large}`, { price: dollars(3_000) }).expect(200);
  await remove(`/products/${id}/variants/${small}`).expect(204);

  expect(added.body).toMatchObject({ sku: large, price: dollars(2_500), available: 0 });
  expect(changed.body).toMatchObject({ sku: large, price: dollars(3_000) });
  const { body, headers } = await get(slug).expect(200);
  expect(body.variants.map(({ sku }: { sku: string }) => sku)).toEqual([large]);
  expect(body.price).toEqual({ from: dollars(3_000), to: dollars(3_000) });
  expect(headers.etag).toMatch(/^"4\./);
});

test("a variant that does not fit its product is refused", async () => {
  const { id, variants } = await makeProduct(shop, {
    options: [{ name: "Size", values: ["S", "L"] }],
    variants: [aVariant({ options: { Size: "S" } })],
  });
  const { sku } = variants[0];

  const again = await post(`/products/${id}/variants`, aVariant({ sku, options: { Size: "L" } })).expect(409);
  const same = await post(`/products/${id}/variants`, aVariant({ options: { Size: "S" } })).expect(400);
  const euros = { amount: 1, currency: "EUR" };
  const foreign = await post(
    `/products/${id}/variants`,
    aVariant({ options: { Size: "L" }, price: euros }),
  ).expect(400);
  const unknown = await patch(`/products/${id}/variants/NO-SUCH`, { price: dollars(1) }).expect(404);
  const last = await remove(`/products/${id}/variants/${sku}`).expect(409);

  expect([again, unknown, last].map(codeOf)).toEqual(["sku-in-use", "unknown-sku", "last-variant"]);
  expect(same.body.errors[0].path).toBe("options");
  expect(foreign.body.errors[0].path).toBe("price.currency");
});

test("what is left of a variant is written off with it, unless an order holds some", async () => {
  const [kept, sold] = [aSku(), aSku()];
  const { id } = await makeProduct(shop, {
    options: [{ name: "Size", values: ["S", "L"] }],
    variants: [
      aVariant({ sku: kept, options: { Size: "S" } }),
      aVariant({ sku: sold, options: { Size: "L" } }),
    ],
  });
  await shop.outside`update stock set on_hand = 4, reserved = 1 where sku = ${sold}`;
  await shop.outside`insert into stock_ledger (sku, delta, on_hand, reason) values (${sold}, 4, 4, 'received')`;

  const held = await remove(`/products/${id}/variants/${sold}`).expect(409);
  await shop.outside`update stock set reserved = 0 where sku = ${sold}`;
  await remove(`/products/${id}/variants/${sold}`).expect(204);

  expect(codeOf(held)).toBe("variant-reserved");
  const { body } = await shop.api
    .get(`/api/v1/inventory/${sold}/history`)
    .set("Authorization", shop.staff)
    .expect(200);
  expect(body.items[0]).toMatchObject({ delta: -4, onHand: 0, reason: "removed" });
  await shop.api.get(`/api/v1/inventory/${sold}`).set("Authorization", shop.staff).expect(404);
});

test("a SKU that was taken out can be sold again, by another product too", async () => {
  const [first, again] = [aSku(), aSku()];
  const { id } = await makeProduct(shop, {
    options: [{ name: "Size", values: ["S", "L"] }],
    variants: [
      aVariant({ sku: first, options: { Size: "S" } }),
      aVariant({ sku: again, options: { Size: "L" } }),
    ],
  });
  await remove(`/products/${id}/variants/${again}`).expect(204);

  await makeProduct(shop, { variants: [aVariant({ sku: again })] });

  expect(await stockOf(shop, again)).toEqual({ onHand: 0, reserved: 0, available: 0 });
});

test("a change of the variants replaces those that it leaves out", async () => {
  const [kept, gone, fresh] = [aSku(), aSku(), aSku()];
  const { id } = await makeProduct(shop, {
    options: [{ name: "Size", values: ["S", "M", "L"] }],
    variants: [
      aVariant({ sku: kept, options: { Size: "S" }, weightGrams: 300, lowStockThreshold: 9 }),
      aVariant({ sku: gone, options: { Size: "M" } }),
    ],
  });

  const { body } = await patch(`/products/${id}`, {
    variants: [
      aVariant({ sku: fresh, options: { Size: "L" } }),
      aVariant({ sku: kept, options: { Size: "S" } }),
    ],
  }).expect(200);

  expect(body.variants.map(({ sku }: { sku: string }) => sku)).toEqual([fresh, kept]);
  const stock = await shop.api.get(`/api/v1/inventory/${kept}`).set("Authorization", shop.staff);
  expect(stock.body.lowStockThreshold).toBe(9);
});
