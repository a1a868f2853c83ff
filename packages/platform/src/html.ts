/** Text that is HTML already: made by `html`, or a constant of our own. Never of what came from outside. */
export class Html {
  constructor(readonly text: string) {}
}

type Content = Html | string | number | false | null | undefined | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A template of HTML. What is put into it is escaped, for text and for quoted attributes, unless `html` made it; lists
 * are joined, and nothing is written for what is false, null or undefined.
 */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  return new Html(strings.reduce((text, part, index) => text + rendered(values[index - 1]) + part));
}

function rendered(value: Content): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(rendered).join("");
  if (value === false || value === null || value === undefined) return "";
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
