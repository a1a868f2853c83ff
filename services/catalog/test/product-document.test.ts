import fc from "fast-check";
import { z } from "zod";
import { Product } from "../src/products/product-schemas";
import {
  aProduct,
  aVariant,
  type CatalogGround,
  dollars,
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

/** Strict: what is not declared must not leave. */
const Answered = z.strictObject(Product.shape);

const read = (idOrSlug: string) => shop.api.get(`/api/v1/products/${idOrSlug}`);

test("what the database writes of a product is what the API declares, whatever staff have typed", async () => {
  const category = await makeCategory(shop, { name: 'Tea & "Biscuits" \\ Ünïted' });
  const brand = await makeBrand(shop, { name: "L'Été 🏖" });
  const text = fc
    .string({ minLength: 1, maxLength: 40, unit: "grapheme" })
    .map((typed) => typed.trim())
    .filter((typed) => typed !== "" && !/\p{Cc}|\p{Cs}|\p{Co}|\p{Cn}/u.test(typed));

  await fc.assert(
    fc.asyncProperty(text, text, text, fc.boolean(), async (name, description, color, isBranded) => {
      const sent = {
        ...aProduct({ name, description, tags: [color] }),
        category,
        brand: isBranded ? brand : null,
        options: [{ name: "Color", values: [color] }],
        images: [{ url: "/media/a.svg", alt: name }],
        variants: [aVariant({ options: { Color: color }, compareAtPrice: dollars(9_900) })],
      };

      const created = await shop.api
        .post("/api/v1/products")
        .set("Authorization", shop.staff)
        .send(sent)
        .expect(201);

      const { body } = await read(sent.slug).expect(200);
      expect(Answered.parse(body)).toEqual(body);
      expect(created.body).toEqual(body);
      expect(body).toMatchObject({ name, description, tags: [color], options: sent.options });
    }),
    { numRuns: 25 },
  );
});

test("without brand, picture, option or rating it is so, too, and so are a changed and a rated one", async () => {
  const plain = await makeProduct(shop);
  await shop.outside`update products set rating_sum = 13, rating_count = 3 where id = ${plain.id}`;

  const changed = await shop.api
    .patch(`/api/v1/products/${plain.id}`)
    .set("Authorization", shop.staff)
    .send({ status: "draft" })
    .expect(200);

  expect(Answered.parse(plain)).toEqual(plain);
  expect(Answered.parse(changed.body)).toMatchObject({
    status: "draft",
    rating: { average: 4.33, count: 3 },
  });
});

test("its ETag changes with all that it shows", async () => {
  const parent = await makeCategory(shop);
  const category = await makeCategory(shop, { parent });
  const brand = await makeBrand(shop);
  const { id } = await makeProduct(shop, { category, brand });
  const patch = (path: string, body: object) =>
    shop.api.patch(`/api/v1${path}`).set("Authorization", shop.staff).send(body).expect(200);
  const seen = new Set<string>();
  const look = async () => {
    const { headers } = await read(id).set("Authorization", shop.staff).expect(200);
    return seen.add(String(headers.etag)).size;
  };

  await look();
  for (const change of [
    () => patch(`/products/${id}`, { name: "Other" }),
    () => patch(`/categories/${category}`, { slug: `${category}-2` }),
    () => patch(`/categories/${category}-2`, { name: "Other" }),
    () => patch(`/categories/${parent}`, { name: "Other" }),
    () => patch(`/brands/${brand}`, { slug: `${brand}-2` }),
    () => patch(`/brands/${brand}-2`, { name: "Other" }),
    () => shop.outside`update stock set on_hand = 4, version = version + 1 where product_id = ${id}`,
    () =>
      shop.outside`update products set rating_count = 1, rating_sum = 5, rating_version = 2 where id = ${id}`,
  ]) {
    const before = seen.size;
    await change();

    expect(await look()).toBe(before + 1);
  }
});
