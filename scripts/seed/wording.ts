import type { Random } from "./random";

/** `kettle` → `a kettle`, `11-inch` → `an 11-inch`. */
function withArticle(words: string): string {
  return /^([aei]|o(?!ne\b)|u(?!ni|s|til)|8|11\b|18\b|herb\b|SPF\b)/i.test(words)
    ? `an ${words}`
    : `a ${words}`;
}

/** `["a", "b", "c"]` → `a, b or c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** `cast iron` → `Cast Iron`, `pine and linen` → `Pine and Linen`. */
export function titled(words: string): string {
  return words.replace(
    /(^|[\s-])(?!(?:and|of|with|in)\b)(\p{Ll})/gu,
    (_, before, letter) => before + letter.toUpperCase(),
  );
}

export function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** `Brunnør Fjell 1.7 L Kettle` → `brunnor-fjell-1-7-l-kettle`. */
export function slugOf(name: string): string {
  return name
    .replace(/ø/gi, "o")
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

export type Slots = Readonly<Record<string, string>>;

/** Takes one of each `[this|that]`, then puts the slots in. An empty slot leaves no double space. */
export function filled(template: string, slots: Slots, random: Random): string {
  return template
    .replace(/\[([^\]]*)\]/g, (_, ways: string) => random.pick(ways.split("|")))
    .replace(/\{(a )?(\w+)\}/g, (_, article: string | undefined, slot: string) => {
      const words = slots[slot];
      if (words === undefined) throw new Error(`No slot "${slot}" for: ${template}`);
      return article ? withArticle(words) : words;
    })
    .replace(/ {2,}/g, " ")
    .replace(/ ([.,])/g, "$1")
    .trim();
}
