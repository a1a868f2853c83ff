/** A word of a query. */
export interface TypedWord {
  word: string;
  /** Without its ending, as products are indexed by. */
  stem: string;
  /** Whether it says nothing ("the"). */
  isStop: boolean;
  /** The stem of this word and the next one written as one. Null after the last. */
  joined: string | null;
}

/** What products are searched by: texts that PostgreSQL takes for a tsquery. */
export interface SearchTerms {
  /** How many words a name has that consists of just these. */
  count: number;
  /** What a product must have. */
  matching: string;
  /** Any of the words, whole. */
  whole: string;
  /** All of them, whole, in the name. */
  named: string;
  /** The last one, as a beginning. */
  begun: string;
}

/** What may stand for one word of a query. */
export interface WordChoice {
  /** Stems; of two in one array a product must have both. */
  stems: readonly (string | readonly [string, string])[];
  /** Of these the likely ones, that products are ranked by; all unless given. */
  likely?: readonly (string | readonly [string, string])[];
  /** What a word of the product's may begin with. */
  begun?: string;
}

/** In longer queries nobody parts a word. */
const mostPartedWords = 6;

/**
 * All words of a query must be found, in any form, the last one also as a beginning; two neighbours also as one word.
 * Words that say nothing only rank, but where there are no others. Undefined where there is no word at all.
 */
export function termsOf(typed: readonly TypedWord[]): SearchTerms | undefined {
  const last = typed.at(-1);
  if (!last) return undefined;
  const choices = typed.map((each): WordChoice & { isStop: boolean } => ({
    isStop: each.isStop,
    stems: [each.stem],
    ...(each === last && { begun: each.word }),
  }));
  const parts = typed.length > mostPartedWords ? [] : typed.slice(0, -1);
  const joinedWays = parts.map(({ joined }, at) => [
    ...choices.slice(0, at),
    { isStop: false, stems: [joined ?? ""] },
    ...choices.slice(at + 2),
  ]);
  const ways = [choices, ...joinedWays];
  return {
    count: typed.length,
    matching: either(ways.map((way) => all(meaningful(way).map((choice) => textOf(choice))))),
    whole: wholeOf(ways.flat()),
    named: either(ways.map(namedOf)),
    begun: beginning(last.word),
  };
}

/** Terms of a query for each of whose words there are choices. */
export function termsOfChoices(choices: readonly WordChoice[]): SearchTerms {
  const lastBegun = choices.at(-1)?.begun;
  return {
    count: choices.length,
    matching: all(choices.map((choice) => textOf(choice))),
    whole: wholeOf(choices),
    named: namedOf(choices),
    begun: lastBegun === undefined ? "" : beginning(lastBegun),
  };
}

/** A tsquery for products with each of these words in their name, or one that begins so. */
export const inProductName = (choices: readonly WordChoice[]): string =>
  all(choices.map((choice) => textOf(choice, "A")));

/** The same for other names, that have nothing beside them. */
export const inName = (choices: readonly WordChoice[]): string =>
  all(choices.map((choice) => textOf(choice)));

const meaningful = <Choice extends { isStop: boolean }>(choices: readonly Choice[]): readonly Choice[] => {
  const some = choices.filter(({ isStop }) => !isStop);
  return some.length > 0 ? some : choices;
};

const wholeOf = (choices: readonly WordChoice[]) =>
  either(
    choices.flatMap(({ stems, likely = stems }) => (likely.length > 0 ? [textOf({ stems: likely })] : [])),
  );

const namedOf = (choices: readonly WordChoice[]) =>
  all(
    choices.map(({ stems, likely = stems, begun }) =>
      textOf(likely.length > 0 ? { stems: likely } : { stems, ...(begun && { begun }) }, "A"),
    ),
  );

function textOf({ stems, begun }: WordChoice, weight = ""): string {
  const texts = stems.map((stem) =>
    typeof stem === "string" ? lexeme(stem, weight) : all(stem.map((part) => lexeme(part, weight))),
  );
  return either(begun === undefined ? texts : [...texts, lexeme(begun, `*${weight}`)]);
}

const beginning = (word: string) => lexeme(word, "*");

/** Quoted: words are letters and digits only, but nothing here relies on it. */
function lexeme(text: string, flags: string): string {
  const quoted = `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  return flags === "" ? quoted : `${quoted}:${flags}`;
}

const either = (parts: readonly string[]) => `(${[...new Set(parts)].join(" | ")})`;
const all = (parts: readonly string[]) => `(${[...new Set(parts)].join(" & ")})`;
