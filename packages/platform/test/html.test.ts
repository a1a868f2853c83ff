import fc from "fast-check";
import { html } from "../src/html";

test("a template escapes every value but what is HTML already", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      const { text } = html`<p title="${value}">${[html`<b>${value}</b>`]}</p>`;

      const [, inside = ""] = /^<p title="[^"<>]*"><b>([^"<>]*)<\/b><\/p>$/.exec(text) ?? [];
      const read = inside
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&amp;/g, "&");
      expect(read).toBe(value);
    }),
  );
});

test("a template writes numbers and lists, and nothing for what is not there", () => {
  const { text } = html`${0}|${[1, " & ", [html`<i>2</i>`]]}|${false}${null}${undefined}`;

  expect(text).toBe("0|1 &amp; <i>2</i>|");
});
