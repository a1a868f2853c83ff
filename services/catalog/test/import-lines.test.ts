import { heldBytes } from "@shopeasy/testing/held-bytes";
import fc from "fast-check";
import { csvEntries } from "../src/imports/csv/csv-entries";
import { csvHeader, csvLines } from "../src/imports/csv/csv-lines";
import { ndjsonEntries } from "../src/imports/ndjson-entries";
import { beginning, textLines } from "../src/imports/text-lines";

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** The text in pieces of these sizes, over and over. */
function cut(text: string, sizes: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

const anySizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 });

test("lines are the same however the stream is cut", async () => {
  const line = fc.string({ unit: fc.constantFrom("a", "é", "\u{1f980}", " ", "\r"), maxLength: 8 });

  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), anySizes, async (lines, sizes) => {
      const read = await all(textLines(cut(lines.join("\n"), sizes)));

      const expected = lines.flatMap((text, index) =>
        text.trim() ? [expect.objectContaining({ number: index + 1, text: text.trim() })] : [],
      );
      expect(read).toEqual(expected);
    }),
  );
});

test("after any line a file is taken up again as if it had been read from its beginning", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", "\n", "\r\n"), maxLength: 6 });
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const columns = ["slug", "name"] as const;

  await fc.assert(
    fc.asyncProperty(rows, anySizes, async (cells, sizes) => {
      const text = cells.map((row) => `${row.map(quoted).join()}\n`).join("");
      const whole = await all(csvLines(cut(text, sizes), beginning, columns));

      for (const [index, { after }] of whole.entries()) {
        const rest = Buffer.from(text).subarray(after.byte).toString();
        const taken = await all(csvLines(cut(rest, sizes), after, columns));
        expect(taken).toEqual(whole.slice(index + 1));
      }
      const filled = cells.filter((row) => row.some((each) => each.trim() !== ""));
      expect(whole).toEqual(
        filled.map(([slug, name]) =>
          expect.objectContaining({ row: { slug: slug.trim(), name: name.trim() } }),
        ),
      );
    }),
  );
});

/** The pieces one by one, and what is held at most while they are read, beyond what was held at the beginning. */
function watched(pieces: () => Iterable<Buffer>) {
  const before = heldBytes();
  let most = 0;
  return {
    mostHeld: () => most,
    *pieces() {
      let bytes = 0;
      for (const piece of pieces()) {
        yield piece;
        bytes += piece.length;
        // Twice of fifty megabytes: in a worker that has grown, to collect the garbage takes a second.
        if (bytes < 24_000_000) continue;
        most = Math.max(most, heldBytes() - before);
        bytes = 0;
      }
    },
  };
}

const fiftyMegabytes = (head: string, tail: string) =>
  watched(function* () {
    yield Buffer.from(head);
    // A buffer of its own each, as a file gives them: one that is kept is seen to be kept.
    for (let count = 0; count < 50; count++) yield Buffer.alloc(1_000_000, "x");
    yield Buffer.from(tail);
  });

test("a line of fifty megabytes is left out as it comes, and the next is read", async () => {
  const file = fiftyMegabytes("", "\nnext");

  const read = await all(textLines(file.pieces()));

  expect(read).toEqual([
    expect.objectContaining({ number: 1, fault: "is longer than 1000000 bytes" }),
    expect.objectContaining({ number: 2, text: "next", after: { byte: 50_000_005, line: 2 } }),
  ]);
  expect(file.mostHeld()).toBeLessThan(5_000_000);
});

test("fifty megabytes of one product are left out as they come, be they one line or many", async () => {
  const long = fiftyMegabytes('a,b\nc,"', '"\nd,e\n');
  const many = watched(function* () {
    yield Buffer.from("tent,A tent\n");
    for (let count = 0; count < 500; count++) yield Buffer.from(`,${"y".repeat(99_998)}\n`);
    yield Buffer.from("mug,A mug\n");
  });

  const oneLine = await all(csvEntries(long.pieces(), beginning, ["slug", "name"]));
  const lines = await all(csvEntries(many.pieces(), beginning, ["slug", "name"]));

  expect(oneLine.map(({ line, lines }) => [line, lines])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  expect(oneLine[1]).toMatchObject({ faults: [{ line: 2, message: "is longer than 1000000 bytes" }] });
  expect(lines.map(({ line, lines }) => [line, lines])).toEqual([
    [1, 501],
    [502, 1],
  ]);
  expect(lines[0]).toMatchObject({
    faults: [{ line: 1, message: "the product is longer than 1000000 bytes" }],
  });
  expect(long.mostHeld()).toBeLessThan(5_000_000);
  expect(many.mostHeld()).toBeLessThan(5_000_000);
});

const faultOf = async (line: string | Buffer) => {
  const [entry] = await all(ndjsonEntries([Buffer.from(line)]));
  return entry && "faults" in entry ? entry.faults[0]?.message : undefined;
};

test.each([
  ["binary", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00, 0x01]), "is not UTF-8"],
  ["Latin-1", Buffer.from('{"slug":"caf\xe9"}', "latin1"), "is not UTF-8"],
  ["cut off", '{"slug":"half-a-li', "is not JSON"],
  ["of NUL characters", '{"slug":"a\\u0000b"}', "slug: Must not contain the character U+0000"],
  ["of half a character", '{"name":"\\ud800"}', "name: Is not well-formed Unicode"],
  [
    "nested half a million deep",
    "[".repeat(499_999) + "]".repeat(499_999),
    "Nested more than 32 levels deep",
  ],
  ["after an object's prototype", '{"__proto__":{"price":0}}', "Must not contain the key __proto__"],
  ["a list", "[1]", "Invalid input"],
  ["a number", "1e999", "Invalid input"],
])("a line that is %s is refused, with why", async (_, line, why) => {
  expect(await faultOf(line)).toContain(why);
});

test("a fault's text is short, however much of the line it quotes", async () => {
  const fields = Array.from({ length: 3_000 }, (_, index) => [`${"x".repeat(300)}${index}`, 1]);

  const message = await faultOf(JSON.stringify(Object.fromEntries(fields)));

  expect(message).toContain("Unknown field");
  expect(message!.length).toBeLessThanOrEqual(1_000);
});

test("a header may have its columns in any order and case, a byte order mark and quotes", async () => {
  const { columns } = await csvHeader([
    Buffer.from('\uFEFF"SKU",Price,currency,slug,name,CATEGORY, status \r\n"X'),
  ]);

  expect(columns).toEqual(["sku", "price", "currency", "slug", "name", "category", "status"]);
});

test.each([
  ["", "The file has no header line."],
  ["\n\n", "The file has no header line."],
  ["slug,name,category,status,currency,sku,price,colour\n", 'has the unknown column "colour"'],
  ["slug,name,category,status,currency,sku,price,SKU\n", 'has twice the column "sku"'],
  ["slug,name,category,status\n", 'lacks the columns "currency", "sku", "price"'],
  ["slug;name;category;status;currency;sku;price\n", 'unknown column "slug;name'],
  ['{"kind":"product"}\n', "has the unknown column"],
  [Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe]), "The header line is not UTF-8."],
  [Buffer.alloc(1_000_001, "x"), "The header line is longer than 1000000 bytes."],
])("a header line that is not ours is named for what is wrong (%#)", async (text, why) => {
  await expect(csvHeader([Buffer.from(text)])).rejects.toThrow(why);
});
