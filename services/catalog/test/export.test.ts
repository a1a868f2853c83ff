import { once } from "node:events";
import { request } from "node:http";
import fc from "fast-check";
import { csvTextOf } from "../src/exports/csv-rows";
import {
  amountOf,
  guardFormula,
  joinList,
  priceText,
  splitList,
  unguardFormula,
} from "../src/imports/csv/csv-cell-rules";
import { allColumns } from "../src/imports/csv/csv-columns";
import { csvEntries } from "../src/imports/csv/csv-entries";
import { beginning } from "../src/imports/text-lines";
import { aSku, aSlug, aVariant, type CatalogGround, customerToken } from "./catalog-ground";
import { aCatalogue, csv, exported, linesOf, ndjson, startShop, taken } from "./import-ground";

let shop: CatalogGround;
let empty: CatalogGround;

beforeEach(async () => {
  [shop, empty] = await Promise.all([startShop(), startShop()]);
});
afterEach(async () => {
  await Promise.all([shop.stop(), empty.stop()]);
});

/** One of each thing that is easily lost on the way. */
function everyKindOfThing(): object[] {
  const [top, child, idle, brand, unused] = [aSlug(), aSlug(), aSlug(), aSlug(), aSlug()];
  const product = (like: object) => ({
    slug: aSlug(),
    name: "Thing",
    description: "",
    category: child,
    options: [],
    variants: [aVariant({ stock: 4 })],
    status: "active",
    ...like,
  });
  const options = [
    { name: "Size", values: ["L", "never made", "S"] },
    { name: "=Color", values: ["-red", "a|b\\c"] },
  ];
  const variant = (size: string, color: string, like: object) =>
    aVariant({ options: { Size: size, "=Color": color }, ...like });
  return [
    { kind: "category", slug: top, name: "Outdoor, and more", parent: null },
    { kind: "category", slug: child, name: '"Tents"', parent: top },
    { kind: "category", slug: idle, name: "Empty", parent: null },
    { kind: "brand", slug: brand, name: "=HYPERLINK(1)" },
    { kind: "brand", slug: unused, name: "Unused" },
    product({
      brand,
      name: "@Tent",
      description: '\'+ not a formula\n\nsecond, "quoted"\r\nthird \t line',
      tags: ["-10%", "a|b", "\\", "plain"],
      images: [
        { url: "/media/a.svg", alt: "" },
        { url: "/media/b.svg", alt: "b | c" },
      ],
      options,
      variants: [
        variant("S", "a|b\\c", {
          price: { amount: 5, currency: "KWD" },
          compareAtPrice: { amount: 6, currency: "KWD" },
          weightGrams: 12,
          lowStockThreshold: 0,
          stock: 7,
        }),
        variant("L", "-red", { price: { amount: 100_000_000, currency: "KWD" }, sku: `-${aSku()}` }),
      ],
    }),
    product({ status: "draft", variants: [aVariant({ price: { amount: 1_500, currency: "JPY" } })] }),
    product({
      status: "archived",
      tags: ["одежда", "\u{1f980}"],
      images: [{ url: "/media/c.svg", alt: "" }],
    }),
  ];
}

test.each(["ndjson", "csv"] as const)(
  "what %s gives makes the same catalogue in an empty shop, and changes nothing where it is from",
  async (format) => {
    const type = { ndjson, csv }[format];
    const things = everyKindOfThing();
    await taken(shop, linesOf(...things, ...aCatalogue(450).lines));

    const file = await exported(shop, format);
    const there = await taken(empty, file, type);
    const here = await taken(shop, file, type);

    const all = things.length + 452;
    expect(there).toMatchObject({ status: "completed", created: all, updated: 0, failed: 0, errors: [] });
    expect(here).toMatchObject({ created: 0, updated: all, failed: 0 });
    expect(await exported(empty, format)).toBe(file);
    expect(await exported(shop, format)).toBe(file);
    expect(await exported(empty, "ndjson")).toBe(await exported(shop, "ndjson"));
  },
);

test("an empty shop exports what an empty shop can take in", async () => {
  const [lines, rows] = [await exported(empty, "ndjson"), await exported(empty, "csv")];

  expect(await taken(empty, lines, ndjson)).toMatchObject({ status: "completed", total: 0 });
  expect(await taken(empty, rows, csv)).toMatchObject({ status: "completed", total: 0 });
});

test("a file of what is there has a name, and only staff get it", async () => {
  const asking = () => shop.api.get("/api/v1/products/export?format=csv");

  const { headers } = await asking().set("Authorization", shop.staff).expect(200);
  await asking().expect(401);
  await asking()
    .set("Authorization", await customerToken())
    .expect(403);
  await asking().query({ format: "xlsx" }).set("Authorization", shop.staff).expect(400);

  expect(headers["content-type"]).toBe("text/csv; charset=utf-8; header=present");
  expect(headers["content-disposition"]).toMatch(/^attachment; filename="catalogue-\d{4}-\d\d-\d\d\.csv"$/);
  expect(headers["cache-control"]).toBe("no-store");
});

test("whoever goes away in the middle of an export ends it, and the shop goes on", async () => {
  const { lines } = aCatalogue(1_000, { description: "x".repeat(15_000) });
  await taken(shop, linesOf(...lines));
  const { origin } = new URL(shop.api.get("/").url);
  const asking = request(`${origin}/api/v1/products/export`, {
    headers: { Authorization: shop.staff },
  }).end();
  const [answer] = await once(asking, "response");
  await once(answer, "data");

  asking.destroy();

  const [{ count }] = (await shop.outside`
    select count(*)::int from pg_stat_activity where datname = current_database() and state = 'active'
      and pid <> pg_backend_pid() and query like '%from products%'`) as unknown as [{ count: number }];
  expect(count).toBeLessThanOrEqual(1);
  expect((await exported(shop, "ndjson")).split("\n")).toHaveLength(1_003);
});

const anyText = fc.string({
  unit: fc.constantFrom("'", "=", "+", "-", "@", "|", "\\", "a", ",", '"', "\n", "é"),
});

test("any text comes back from a cell as it was, and none begins as a formula does", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(unguardFormula(guardFormula(text))).toBe(text);
      expect(guardFormula(text)).not.toMatch(/^[=+\-@]/);
    }),
  );
});

test("any list of texts comes back from a cell as it was", () => {
  fc.assert(
    fc.property(fc.array(anyText.filter((text) => text !== "")), (texts) => {
      expect(splitList(joinList(texts))).toEqual(texts);
    }),
  );
});

test("any amount comes back from its text as it was", () => {
  fc.assert(
    fc.property(fc.nat(100_000_000), fc.constantFrom("USD", "JPY", "KWD"), (amount, currency) => {
      expect(amountOf(priceText(amount, currency as "USD"), currency as "USD")).toBe(amount);
    }),
  );
  expect(
    ["-1", "+1", "1e3", "1,5", "1.", ".5", " 1", "0x1", "1.001", ""].map((text) => amountOf(text, "USD")),
  ).toEqual(Array.from({ length: 10 }, () => undefined));
});

test("any product comes back from CSV as it was", async () => {
  const word = anyText.map((text) => `w${text}w`.slice(0, 40));
  const product = fc.record({
    name: word,
    description: word,
    tags: fc.uniqueArray(word, { maxLength: 3 }),
    alts: fc.array(fc.oneof(word, fc.constant("")), { maxLength: 3 }),
    values: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
    reversed: fc.boolean(),
  });

  await fc.assert(
    fc.asyncProperty(product, async ({ name, description, tags, alts, values, reversed }) => {
      const money = (amount: number) => ({ amount, currency: "USD" as const });
      const line = {
        kind: "product" as const,
        ...{
          slug: "thing",
          name,
          description,
          brand: null,
          category: "things",
          tags,
          status: "draft" as const,
        },
        images: alts.map((alt, index) => ({ url: `/media/${index}.svg`, alt })),
        options: [{ name: "Kind", values: reversed ? values.toReversed() : values }],
        variants: values.map((value, index) => ({
          ...{
            sku: `S-${index}` as never,
            options: { Kind: value },
            price: money(index),
            compareAtPrice: null,
          },
          ...{ weightGrams: 1, lowStockThreshold: 2, stock: 3 },
        })),
      };

      const read = [];
      for await (const entry of csvEntries([Buffer.from(csvTextOf([line]))], beginning, allColumns))
        read.push(entry);

      expect(read).toEqual([expect.objectContaining({ lines: values.length, content: line })]);
    }),
  );
});
