import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import type { FlagDeclaration } from "../src/flag-declaration";
import { FlagFile, flagFileSchema, initialFlags } from "../src/flag-file";
import { shopFlags } from "../src/flags";

const declared = Object.entries<FlagDeclaration>(shopFlags);

test.each(declared)("%s says what it is, and its default is one of its values", (_name, flag) => {
  expect(flag.value.safeParse(flag.default).success).toBe(true);
  expect(flag.what).toMatch(/^[A-Z].*\.$/);
  expect(flag.since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  // Who brings a change in by and by says when the old way is gone.
  expect(flag.removeBy !== undefined).toBe(flag.kind === "release");
});

test("docs/flags.md has a row for every flag, as it is declared", () => {
  const text = readFileSync(join(__dirname, "../../../docs/flags.md"), "utf8");
  const rows = (/<!-- flags:begin -->\n([\s\S]*)\n<!-- flags:end -->/.exec(text)?.[1] ?? "")
    .split("\n")
    .slice(2);

  const inWords = (value: unknown) =>
    typeof value === "boolean" ? (value ? "on" : "off") : `\`${JSON.stringify(value)}\``;
  const expected = declared.map(
    ([name, flag]) => `| \`${name}\` | ${flag.kind} | ${inWords(flag.default)} | ${flag.what} |`,
  );
  expect(rows).toEqual(expected);
});

describe("what AppConfig holds a configuration against", () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(flagFileSchema(shopFlags));
  const first = initialFlags(shopFlags);
  const withFlag = (name: string, flag: unknown) => ({ flags: { ...first.flags, [name]: flag } });
  const boolean = { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: "on" };

  test("takes the first one, a share of the customers, and one that leaves flags out", () => {
    const targeting = {
      fractional: [
        ["on", 10],
        ["off", 90],
      ],
    };

    expect(FlagFile.safeParse(first).success).toBe(true);
    expect(validate(first)).toBe(true);
    expect(validate(withFlag("search-facets", { ...boolean, targeting }))).toBe(true);
    expect(validate({ flags: {} })).toBe(true);
  });

  test("refuses values of a wrong type, and flags that nobody declared", () => {
    expect(validate(withFlag("search-facets", { ...boolean, variants: { on: "yes" } }))).toBe(false);
    expect(validate(withFlag("maintenance", boolean))).toBe(false);
    expect(validate(withFlag("nobody-knows", boolean))).toBe(false);
    expect(validate({ flags: first.flags, more: 1 })).toBe(false);
  });
});
