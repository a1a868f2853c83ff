import { InvalidInput } from "@shopeasy/platform/errors";
import { decodeCursor, encodeCursor, listQuery, pageOf } from "@shopeasy/platform/pagination/cursor";
import fc from "fast-check";
import { z } from "zod";

const position = z.tuple([z.string(), z.number()]);
const decode = (text: string) => decodeCursor(position, text);

describe("a cursor", () => {
  it("gives back what it holds", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (name, number) => {
        expect(decode(encodeCursor([name, number]))).toEqual([name, number]);
      }),
    );
  });

  it("is refused when it is garbage", () => {
    const garbage = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json(),
      fc.string({ unit: "binary", maxLength: 60 }),
    );

    fc.assert(fc.property(garbage, (text) => expect(() => decode(text)).toThrow(InvalidInput)));
  });

  it("is refused when any one of its characters was changed, added or lost", () => {
    const good = encodeCursor(["lamp", 1999]);
    const damage = fc.record({
      at: fc.nat(good.length - 1),
      keep: fc.constantFrom(0, 1),
      insert: fc.constantFrom("", ..."ABCXYZabcxyz019-_= "),
    });

    fc.assert(
      fc.property(damage, ({ at, keep, insert }) => {
        const damaged = good.slice(0, at) + insert + good.slice(at + 1 - keep);
        fc.pre(damaged !== good);
        expect(() => decode(damaged)).toThrow(InvalidInput);
      }),
    );
  });

  it("that somebody forged around text which no store takes is refused", () => {
    const forged = ["lamp\0", "\ud800"].map((name) => encodeCursor([name, 1999]));

    for (const text of forged) expect(() => decode(text)).toThrow(InvalidInput);
  });

  it("of another list is refused, with the path of the fault", () => {
    const other = encodeCursor({ at: "2026-01-31" });

    const refusal = (() => {
      try {
        return decode(other);
      } catch (error) {
        return error;
      }
    })();

    expect(refusal).toMatchObject({ status: 400, errors: [{ path: "cursor", message: expect.any(String) }] });
  });
});

describe("a page", () => {
  const rows = [{ id: 1 }, { id: 2 }, { id: 3 }];

  it("has a cursor of its last row where there is more", () => {
    const page = pageOf(rows, 2, (row) => row.id);

    expect(page).toEqual({ items: [{ id: 1 }, { id: 2 }], nextCursor: encodeCursor(2) });
  });

  it("has none where there is not", () => {
    expect(pageOf(rows, 3, (row) => row.id)).toEqual({ items: rows, nextCursor: null });
    expect(pageOf([], 3, () => 0)).toEqual({ items: [], nextCursor: null });
  });
});

describe("the query of a list", () => {
  const query = z.strictObject(listQuery);

  it("asks for 20 unless it says otherwise", () => {
    expect(query.parse({})).toEqual({ limit: 20 });
    expect(query.parse({ limit: "100", cursor: "x" })).toEqual({ limit: 100, cursor: "x" });
  });

  it.each(["0", "101", "1.5", "ten", "", "-1"])("can't ask for %j", (limit) => {
    expect(query.safeParse({ limit }).success).toBe(false);
  });
});
