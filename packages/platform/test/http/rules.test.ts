import fc from "fast-check";
import { etagOf, namesEtag } from "../../src/http/etag-rules";
import { byParticularity, expressPath, fillPath, parametersOf } from "../../src/http/path-pattern";
import { titleOf } from "../../src/http/problem";
import { pathText } from "../../src/invalid-values";
import { faultOfReceived } from "../../src/received-rules";

describe("received JSON", () => {
  test("may be anything that JSON can say, so long as it is stored as it came", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes("\\u0000") && !text.includes("__proto__") && !/\\ud[89a-f]/.test(text));
        expect(faultOfReceived(JSON.parse(text))).toBeUndefined();
      }),
    );
  });

  test("may not hold a NUL anywhere", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(20), (before, after, depth) => {
        let value: unknown = `${before}\0${after}`;
        for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { field: value };
        expect(faultOfReceived(value)).toBeDefined();
      }),
    );
  });

  test("names where the fault is", () => {
    expect(faultOfReceived({ items: [{ note: "a\0" }] })?.path).toBe("items[0].note");
  });

  test("may hold letters of all planes", () => {
    expect(faultOfReceived({ name: "Zelt 🏕 für zwei" })).toBeUndefined();
  });
});

describe("paths", () => {
  test("are written as Express and as a caller write them", () => {
    expect(expressPath("/carts/{id}/items/{sku}")).toBe("/carts/:id/items/:sku");
    expect(parametersOf("/carts/{id}/items/{sku}")).toEqual(["id", "sku"]);
    expect(fillPath("/carts/{id}/items/{sku}", { id: "a/b", sku: "x y" })).toBe("/carts/a%2Fb/items/x%20y");
  });

  test("are tried from the particular to the general", () => {
    const paths = [
      "/products/{id}",
      "/{any}",
      "/products/export",
      "/products/{id}/images",
      "/products/{id}/{rest}",
    ];

    const sorted = paths.toSorted(byParticularity);

    expect(sorted.indexOf("/products/export")).toBeLessThan(sorted.indexOf("/products/{id}"));
    expect(sorted.indexOf("/products/{id}/images")).toBeLessThan(sorted.indexOf("/products/{id}/{rest}"));
    expect(sorted.at(-1)).toBe("/{any}");
  });

  test("of a fault read like code", () => {
    expect(pathText(["items", 0, "options", "Size", 2])).toBe("items[0].options.Size[2]");
  });
});

describe("entity tags", () => {
  test("differ where contents differ, and name themselves", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(namesEtag(etagOf(one), etagOf(other))).toBe(one === other);
        expect(namesEtag(`"x", W/${etagOf(one)}`, etagOf(one))).toBe(true);
      }),
    );
  });
});

test("a title is its code in words", () => {
  expect(titleOf("refund-exceeds-payment")).toBe("Refund exceeds payment");
});
