import { eventually } from "@shopeasy/testing/eventually";
import { aFlagsFile } from "@shopeasy/testing/flags-file";
import { type ServiceProgram, startServiceProgram } from "@shopeasy/testing/service-program";
import {
  aVariant,
  type CatalogGround,
  customerToken,
  dollars,
  makeCategory,
  makeProduct,
  receive,
  startCatalog,
} from "./catalog-ground";

const flags = aFlagsFile();
const nowhere = "http://127.0.0.1:9";
let shop: CatalogGround;
/** As it runs in the shop: it keeps what it answers. */
let program: ServiceProgram;

beforeAll(async () => {
  shop = await startCatalog({ FLAGS_FILE: flags.path });
  program = await startServiceProgram("services/catalog/main.js", {
    DATABASE_URL: shop.url,
    FLAGS_FILE: flags.path,
    USERS_URL: nowhere,
    CART_URL: nowhere,
    ORDERS_URL: nowhere,
    FEEDBACK_URL: nowhere,
  });
});
afterAll(async () => {
  await program.stop();
  await shop.stop();
  flags.remove();
});

const get = async (path: string): Promise<{ items: unknown[] }> =>
  (await (await fetch(`${program.url}/api/v1${path}`)).json()) as { items: unknown[] };

describe("a part that the shop can do without", () => {
  test("is shed when its flag goes off, though answers are kept, and is back when it goes on", async () => {
    const category = await makeCategory(shop);
    const { id } = await makeProduct(shop, { name: "Zephyr Kite", category });
    await makeProduct(shop, { name: "Zephyr Line", category });
    const answers = () =>
      Promise.all([
        get(`/products/${id}/related`),
        get("/search/suggestions?q=zephyr"),
        get(`/products?category=${category}&facets=true`),
      ]);

    const [related, suggested, listed] = await answers();
    expect(related.items).toHaveLength(1);
    expect(suggested.items).toHaveLength(2);
    expect(listed).toMatchObject({ total: 2, facets: { categories: [{ count: 2 }] } });

    flags.say({ "related-products": false, "search-suggestions": false, "search-facets": false });

    await eventually(async () => {
      const [noneRelated, noneSuggested, listedAlone] = await answers();
      expect(noneRelated.items).toEqual([]);
      expect(noneSuggested.items).toEqual([]);
      expect(listedAlone).toMatchObject({ total: 2 });
      expect(listedAlone).not.toHaveProperty("facets");
    });

    flags.say({});

    await eventually(async () => expect(await answers()).toEqual([related, suggested, listed]));
  });
});

describe("putting last what is sold out", () => {
  const search = async (cursor = "", token?: string, limit = 20) => {
    const path = `/api/v1/products?q=quillon&limit=${limit}${cursor && `&cursor=${cursor}`}`;
    const call = shop.api.get(path);
    const { body } = await (token ? call.set("Authorization", token) : call).expect(200);
    return body as { items: { name: string }[]; nextCursor: string | null };
  };
  const namesOf = (page: { items: { name: string }[] }) => page.items.map(({ name }) => name);

  beforeAll(async () => {
    // The sold out one is named just so, and would come first.
    await makeProduct(shop, { name: "Quillon", variants: [aVariant({ price: dollars(500) })] });
    for (const name of ["Quillon Lamp", "Quillon Rope"]) {
      const variants = [aVariant()];
      await makeProduct(shop, { name, variants });
      await receive(shop, variants[0]?.sku ?? "", 1);
    }
  });

  test("is for all when the flag is on, and for nobody when it is off", async () => {
    flags.say({ "search-sold-out-last": false });
    await eventually(async () => expect(namesOf(await search())[0]).toBe("Quillon"));

    flags.say({ "search-sold-out-last": true });

    await eventually(async () => expect(namesOf(await search()).at(-1)).toBe("Quillon"));
  });

  test("is for about the share of customers that the flag says, the same ones each time, and for no guest", async () => {
    const { version } = shop.deps.flags;
    flags.say({ "search-sold-out-last": { percent: 50 } });
    await eventually(() => expect(shop.deps.flags.version).not.toBe(version));
    const customers = await Promise.all(Array.from({ length: 40 }, customerToken));
    const seesNew = async () =>
      Promise.all(customers.map(async (token) => namesOf(await search("", token))[0] !== "Quillon"));

    const first = await seesNew();
    const again = await seesNew();

    expect(first.filter(Boolean).length).toBeGreaterThan(6);
    expect(first.filter(Boolean).length).toBeLessThan(34);
    expect(again).toEqual(first);
    expect(namesOf(await search())[0]).toBe("Quillon");
  });

  test("goes on as it began within one walk, though the flag changes on the way", async () => {
    flags.say({ "search-sold-out-last": true });
    await eventually(async () => expect(namesOf(await search()).at(-1)).toBe("Quillon"));
    const first = await search("", undefined, 2);
    const { version } = shop.deps.flags;
    flags.say({ "search-sold-out-last": false });
    await eventually(() => expect(shop.deps.flags.version).not.toBe(version));

    const second = await search(first.nextCursor ?? "", undefined, 2);

    expect([...namesOf(first), ...namesOf(second)].toSorted()).toEqual([
      "Quillon",
      "Quillon Lamp",
      "Quillon Rope",
    ]);
    expect(namesOf(second)).toEqual(["Quillon"]);
  });
});
