import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "@shopeasy/testing/eventually";
import {
  anOrderId,
  aSlug,
  aVariant,
  type CatalogGround,
  dollars,
  makeBrand,
  makeCategory,
  makeProduct,
  makeStock,
  receive,
  startCatalog,
} from "./catalog-ground";
import { type Instance, startInstances } from "./two-instances";

/** What the shop owes its staff: a change shows everywhere within it. */
const soon = { withinMs: 1_000 };

let shop: CatalogGround;
let instances: [Instance, Instance];
beforeAll(async () => {
  shop = await startCatalog();
  instances = await startInstances(shop);
});
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.stop()));
  await shop.stop();
});

/** A product whose every part says which version of it this is. */
const versioned = (version: number, skus: readonly string[]) => ({
  name: `Lamp ${version}`,
  description: `Version ${version}`,
  options: [{ name: "Size", values: ["S", "M"] }],
  variants: skus.map((sku, index) =>
    aVariant({ sku, options: { Size: index === 0 ? "S" : "M" }, price: dollars(1_000 + version) }),
  ),
});

/** All versions that a product document shows parts of: one, or it is a mix. */
function versionsIn(product: {
  name: string;
  description: string;
  price: { from: { amount: number }; to: { amount: number } };
  variants: { price: { amount: number } }[];
}): number[] {
  const prices = [product.price.from, product.price.to, ...product.variants.map(({ price }) => price)];
  const numbers = [product.name, product.description].map((text) => Number(text.split(" ")[1]));
  return [...new Set([...numbers, ...prices.map(({ amount }) => amount - 1_000)])];
}

test("a change by staff shows on every instance within a second, while customers keep asking, and never mixed with what was before", async () => {
  const category = await makeCategory(shop);
  const skus = [aSlug("sku"), aSlug("sku")];
  const { id, slug } = await makeProduct(shop, { ...versioned(0, skus), category });
  const addresses = [`/products/${id}`, `/products/${slug}`, `/products?category=${category}`];
  const ask = async (instance: Instance, address: string): Promise<number[]> => {
    const { status, body } = await instance.get(address);
    expect(status).toBe(200);
    return versionsIn(body.items ? body.items[0] : body);
  };
  const mixes: unknown[] = [];
  let asked = 0;
  let isOpen = true;
  const customers = instances.flatMap((instance) =>
    addresses.map(async (address) => {
      while (isOpen) {
        const versions = await ask(instance, address);
        if (versions.length > 1) mixes.push({ address, versions });
        asked++;
        // As long as a customer needs, so that two cores are enough for all of them.
        await pause(2);
      }
    }),
  );

  for (let version = 1; version <= 8; version++) {
    const at = instances[version % 2] as Instance;
    const changed = await at.sendAsStaff("PATCH", `/products/${id}`, versioned(version, skus));
    expect(changed.status).toBe(200);
    await eventually(async () => {
      for (const instance of instances) {
        for (const address of addresses) expect(await ask(instance, address)).toEqual([version]);
      }
    }, soon);
  }
  isOpen = false;
  await Promise.all(customers);

  expect(mixes).toEqual([]);
  expect(asked).toBeGreaterThan(100);
  // And it was memory that answered nearly all of them.
  for (const instance of instances) expect(await instance.count("fresh")).toBeGreaterThan(50);
}, 60_000);

test("what orders hold shows on every instance within a second, on the page and in lists", async () => {
  const category = await makeCategory(shop);
  const sku = aSlug("sku");
  const { id } = await makeProduct(shop, { category, variants: [aVariant({ sku })] });
  await receive(shop, sku, 5);
  const available = async (instance: Instance, address: string) => {
    const { body } = await instance.get(address);
    return (body.items ? body.items[0] : body).variants[0].available;
  };
  const addresses = [`/products/${id}`, `/products?category=${category}`];
  for (const instance of instances) {
    for (const address of addresses) expect(await available(instance, address)).toBe(5);
  }

  await shop.internal
    .put(`/internal/reservations/${anOrderId()}`)
    .set("Authorization", shop.serviceToken)
    .send({ items: [{ sku, quantity: 2 }] })
    .expect(200);

  await eventually(async () => {
    for (const instance of instances) {
      for (const address of addresses) expect(await available(instance, address)).toBe(3);
    }
  }, soon);
});

test("a brand's and a category's new names show on every instance within a second, with their products", async () => {
  const [brand, category] = [await makeBrand(shop), await makeCategory(shop)];
  const { id } = await makeProduct(shop, { brand, category });
  const names = async (instance: Instance) => {
    const { body: product } = await instance.get(`/products/${id}`);
    const { body: alone } = await instance.get(`/categories/${category}`);
    return [product.brand.name, product.category.name, alone.name];
  };
  for (const instance of instances) expect(await names(instance)).toEqual(["Northfold", "Things", "Things"]);

  await instances[0].sendAsStaff("PATCH", `/brands/${brand}`, { name: "Southfold" });
  await instances[1].sendAsStaff("PATCH", `/categories/${category}`, { name: "Other Things" });

  await eventually(async () => {
    for (const instance of instances) {
      expect(await names(instance)).toEqual(["Southfold", "Other Things", "Other Things"]);
    }
  }, soon);
});

test("a product that staff take out of the shop is gone from every instance within a second; staff see at once what they did", async () => {
  const { id } = await makeProduct(shop);
  for (const instance of instances) expect((await instance.get(`/products/${id}`)).status).toBe(200);

  await instances[0].sendAsStaff("PATCH", `/products/${id}`, { status: "draft" });
  const seenByStaff = await instances[1].sendAsStaff("GET", `/products/${id}`);

  expect(await seenByStaff.json()).toMatchObject({ status: "draft" });
  expect(seenByStaff.headers.get("cache-control")).toBe("private, no-store");
  await eventually(async () => {
    for (const instance of instances) expect((await instance.get(`/products/${id}`)).status).toBe(404);
  }, soon);
});

test("a change shows within a second although the connections that tell of changes were just ended", async () => {
  const { id } = await makeProduct(shop);
  const name = async (instance: Instance) => (await instance.get(`/products/${id}`)).body.name;
  for (const instance of instances) expect(await name(instance)).toBe("Plain Thing");

  const [ended] = await shop.outside`
    select count(pg_terminate_backend(pid))::int from pg_stat_activity
    where application_name = 'catalog-changes' and datname = current_database()`;
  await shop.api
    .patch(`/api/v1/products/${id}`)
    .set("Authorization", shop.staff)
    .send({ name: "Changed Thing" })
    .expect(200);

  expect(ended?.count).toBe(2);
  await eventually(async () => {
    for (const instance of instances) expect(await name(instance)).toBe("Changed Thing");
  }, soon);
});

test("what is kept is answered with 304 to who has it already, and never to who sends a token", async () => {
  await makeStock(shop, 1);
  const [instance] = instances;
  const { headers } = await instance.get("/tags");
  const etag = String(headers.get("etag"));

  const again = await instance.send("/tags", { headers: { "if-none-match": etag } });
  const asStaff = await instance.send("/tags", {
    headers: { "if-none-match": etag, authorization: shop.staff },
  });

  expect(headers.get("cache-control")).toBe("public, max-age=30, stale-while-revalidate=60");
  expect(headers.get("vary")).toBe("Authorization");
  expect(again.status).toBe(304);
  expect(again.headers.get("cache-control")).toBe("public, max-age=30, stale-while-revalidate=60");
  expect(asStaff.status).toBe(200);
  expect(asStaff.headers.get("cache-control")).toBe("private, no-store");
});
