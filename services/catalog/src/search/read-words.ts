import { run } from "../db/statement";
import type { Reader } from "../readers/readers";
import type { TypedWord } from "./search-terms";

/** The words of a query, each once. */
export async function readWords(database: Pick<Reader, "sql">, query: string): Promise<TypedWord[]> {
  const words = await run<TypedWord>(
    database,
    (give) => `
    select word, ${stemOf("word")} as stem, ts_lexize('english_stem', word) = '{}' as "isStop",
      ${stemOf("word || lead(word) over (order by at)")} as joined
    from (
      select left(word, 64) as word, at
      from unnest(string_to_array(shop_words(${give(query)}), ' ')) with ordinality as typed(word, at)
      where word <> ''
    ) typed
    order by at`,
  );
  return words.filter(({ word }, at) => words.findIndex((other) => other.word === word) === at);
}

/** SQL for a word without its ending. */
export const stemOf = (word: string) => `(ts_lexize('english_every_word', ${word}))[1]`;
