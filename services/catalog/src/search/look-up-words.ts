import type { Db } from "@shopeasy/platform/database/connect";
import { sql } from "drizzle-orm";
import type { QueryWord } from "./search-rules";

/** The words of a query, with those of the catalogue that are near: two swapped letters count as two changes here. */
export async function lookUpWords(db: Db, query: string): Promise<QueryWord[]> {
  return db.execute<QueryWord & Record<string, unknown>>(sql`
    select q.word, stem,
      exists (select from search_words s where s.word in (q.word, stem)) as "isKnown",
      array(
        select s.word from search_words s
        where length(s.word) between least(length(q.word), length(stem)) - 1 and length(q.word) + 1
          and (levenshtein_less_equal(s.word, q.word, 2) <= 2 or levenshtein_less_equal(s.word, stem, 2) <= 2)
        order by levenshtein_less_equal(s.word, q.word, 2), s.word limit 100
      ) as near,
      case when q.is_last then array(
        select s.word from search_words s where starts_with(s.word, q.word) order by s.word limit 10
      ) else '{}' end as completions
    from (
      select left(word, 64) as word, at, at = max(at) over () as is_last,
        coalesce((ts_lexize('english_stem', left(word, 64)))[1], left(word, 64)) as stem
      from unnest(string_to_array(shop_words(${query}), ' ')) with ordinality as typed(word, at)
      where word <> ''
    ) q
    order by q.at`);
}
