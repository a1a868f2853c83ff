import { run } from "../db/statement";
import type { Reader } from "../readers/readers";
import { stemOf } from "./read-words";

/** What the catalogue's words have to do with a word. */
export interface KnownWord {
  word: string;
  /** Whether the catalogue has the word, or its stem. */
  isKnown: boolean;
  /** Whether a word of the catalogue begins with it. */
  isBegun: boolean;
  /** Words of the catalogue that may be a slip away, each with its stem. */
  near: [word: string, stem: string][];
  /** Stems of two words of the catalogue that it is, written as one. */
  parts: [string, string][];
}

/** What the catalogue knows of these words, in their order. */
export async function lookUpWords(
  database: Pick<Reader, "sql">,
  words: readonly { word: string; stem: string }[],
): Promise<KnownWord[]> {
  if (words.length === 0) return [];
  const known = await run<KnownWord>(
    database,
    (give) => `
    select q.word,
      exists (select from search_words s where s.word in (q.word, q.stem)) as "isKnown",
      exists (select from search_words s where ${beginsWith("s.word", "q.word")}) as "isBegun",
      coalesce((
        select json_agg(json_build_array(word, ${stemOf("word")})) from (
          select s.word from search_words s where s.slip_keys && (slip_keys(q.word) || slip_keys(q.stem))
          order by least(levenshtein(s.word, q.word), levenshtein(s.word, q.stem)), s.word limit 100
        ) near
      ), '[]') as near,
      coalesce((
        select json_agg(json_build_array(${stemOf("left(q.word, at)")}, ${stemOf("substr(q.word, at + 1)")}))
        from generate_series(3, length(q.word) - 3) as at
        where ${isAWord("left(q.word, at)")} and ${isAWord("substr(q.word, at + 1)")}
      ), '[]') as parts
    from unnest(${give(words.map(({ word }) => word))}::text[], ${give(words.map(({ stem }) => stem))}::text[])
      with ordinality as q(word, stem, at)
    order by q.at`,
  );
  return known;
}

/** Each looked up by itself: of `exists` PostgreSQL may make a join, for which it reads all words there are. */
const isAWord = (text: string) => `(select true from search_words s where s.word = ${text})`;

/** Compared as bytes, as the index is. No character comes after the last one of Unicode. */
const beginsWith = (text: string, beginning: string) =>
  `${text} ~>=~ ${beginning} and ${text} ~<~ (${beginning} || chr(1114111))`;

/**
 * Words of the catalogue that a half typed one is the beginning of, but for a slip. The first letter must be right:
 * it nearly always is, and then few words are looked through.
 */
export async function lookUpBeginnings(database: Pick<Reader, "sql">, word: string): Promise<string[]> {
  const found = await run<{ word: string }>(database, (give) => {
    const typed = `${give(word)}::text`;
    const slip = (length: string) => `levenshtein_less_equal(left(s.word, ${length}), ${typed}, 1) <= 1`;
    return `select s.word from search_words s
    where ${beginsWith("s.word", `left(${typed}, 1)`)} and length(s.word) >= length(${typed}) - 1
      and (${slip(`length(${typed})`)} or ${slip(`length(${typed}) + 1`)} or ${slip(`length(${typed}) - 1`)})
    order by length(s.word), s.word limit 20`;
  });
  return found.map((each) => each.word);
}
