import type { Reader } from "../readers/readers";
import { lookUpBeginnings, lookUpWords } from "../search/look-up-words";
import { readWords } from "../search/read-words";
import { mend, mendableWords } from "../search/search-rules";
import type { TypedWord, WordChoice } from "../search/search-terms";
import { findNames } from "./find-names";
import type { Suggestion } from "./suggestion-schemas";

type Database = Pick<Reader, "sql">;

/** Names of categories, brands and products with words that begin as those typed; where there are none, with a slip. */
export async function suggest(database: Database, typed: string): Promise<Suggestion[]> {
  const words = await readWords(database, typed);
  if (words.length === 0) return [];
  const asTyped = words.map((word) => begin(word, word === words.at(-1)));
  const found = await findNames(database, asTyped);
  if (found.length > 0) return found;
  const mended = await mendBeginnings(database, words);
  return mended ? findNames(database, mended) : [];
}

/** A letter begins so many words that it only says something as what is being typed. */
const begin = ({ word, stem }: TypedWord, isLast: boolean): WordChoice => ({
  stems: [stem],
  ...((isLast || word.length > 1) && { begun: word }),
});

/** What the catalogue has no word for is mended; the last word may be half typed, and mistyped. */
async function mendBeginnings(
  database: Database,
  words: readonly TypedWord[],
): Promise<WordChoice[] | undefined> {
  const mendable = mendableWords(words);
  const last = mendable.find((word) => word === words.at(-1));
  const [known, completed] = await Promise.all([
    lookUpWords(database, mendable),
    last ? lookUpBeginnings(database, last.word) : [],
  ]);
  const byWord = new Map(known.map((each) => [each.word, each]));
  const choices = words.map((each): WordChoice => {
    const found = byWord.get(each.word);
    if (!found || found.isKnown || found.isBegun) return begin(each, each === words.at(-1));
    return each === last ? { stems: completed } : mend(each, found);
  });
  return choices.every(({ stems }) => stems.length > 0) ? choices : undefined;
}
