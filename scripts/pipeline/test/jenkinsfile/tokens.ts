export interface Token {
  kind: "word" | "string" | "gstring" | "symbol" | "newline";
  /** Of a string, what is between its quotes, with escapes resolved. */
  text: string;
  line: number;
}

const kinds: readonly (readonly [Token["kind"] | "nothing", RegExp])[] = [
  ["newline", /\n|;/y],
  ["nothing", /[ \t\r]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ["string", /'''([\s\S]*?)'''/y],
  ["gstring", /"""([\s\S]*?)"""/y],
  ["string", /'((?:[^'\\\n]|\\.)*)'/y],
  ["gstring", /"((?:[^"\\\n]|\\.)*)"/y],
  ["word", /[\w$]+/y],
  ["symbol", /[-+*/%=!<>?:.,&|()[\]{}@~]/y],
];

/** The tokens of that part of Groovy that a declarative pipeline is written in. @throws Error with the line of any other */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let at = 0; at < source.length; ) {
    const found = match(source, at);
    if (!found) throw new Error(`Line ${line}: ${source.slice(at, at + 20).split("\n")[0]} can't be read`);
    const { kind, text, length } = found;
    if (kind !== "nothing") tokens.push({ kind, text, line });
    line += source.slice(at, at + length).split("\n").length - 1;
    at += length;
  }
  return tokens;
}

function match(source: string, at: number) {
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (!found) continue;
    // A backslash before the end of a line goes on in the next one.
    const text = (found[1] ?? found[0]).replaceAll(/\\(\n|.)/g, (_, after) => (after === "\n" ? "" : after));
    return { kind, text, length: found[0].length };
  }
  return null;
}
