import type { Db } from "@shopeasy/platform/database/connect";
import { sql } from "drizzle-orm";

/**
 * Adds the words of these products, as they are written and as they are searched, to those that a slip is mended by.
 * In order, and as a transaction's last statement: two that add the same words wait for each other in no circle.
 */
export async function rememberWords(db: Db, productIds: readonly string[]): Promise<void> {
  await db.execute(sql`
    insert into search_words (word)
    select word from (
      select distinct word
      from products p left join brands b on b.id = p.brand_id
      cross join unnest(
        tsvector_to_array(p.search)
        || string_to_array(shop_words(concat_ws(' ', p.name, b.name, p.tags::text, p.description)), ' ')
      ) as word
      where p.id = any(${sql.param(productIds)}::uuid[]) and length(word) between 3 and 64
    ) words
    where not exists (select from search_words known where known.word = words.word)
    order by word
    on conflict do nothing`);
}
