/** Digits and signs that people put in place of letters. */
const likenesses: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/**
 * What is left of a password when it is stripped of what people add so that it is taken: case, separators, digits and
 * signs around it, the same once more, digits for letters. Who guesses tries these first.
 */
export function coresOf(password: string): string[] {
  const joined = password.toLowerCase().replace(/[\s_-]/g, "");
  const part = repeatedPart(joined);
  const stems = [joined, part, stemOf(joined), stemOf(part), repeatedPart(stemOf(joined))];
  return [...new Set([...stems, ...stems.map(spelled)])].filter((core) => core !== "");
}

const stemOf = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

const spelled = (text: string) => text.replace(/[013457@$!]/g, (sign) => likenesses[sign] ?? sign);

/** The shortest part that makes the text when it is repeated, the last time perhaps cut short. */
function repeatedPart(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    const part = text.slice(0, length);
    if (part.repeat(Math.ceil(text.length / length)).startsWith(text)) return part;
  }
  return text;
}
