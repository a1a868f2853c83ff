import { run } from "../db/statement";
import type { Reader } from "../readers/readers";
import { inName, inProductName, type WordChoice } from "../search/search-terms";
import type { Suggestion } from "./suggestion-schemas";

const most = 10;
/** Of categories and of brands: most who type want a product. */
const mostPlaces = 3;
/** Half of all that is bought is among few products: with short beginnings ten are soon found there. */
const popularLookedAt = 500;
/** What few of the popular match, few of the others do: so many are enough to choose from. */
const othersLookedAt = 2_000;

/** Names with all these words: categories and brands that have something to sell, then products, the popular first. */
export async function findNames(
  database: Pick<Reader, "sql">,
  choices: readonly WordChoice[],
): Promise<Suggestion[]> {
  const found = await run<Suggestion>(database, (give) => {
    const named = `${give(inName(choices))}::tsquery`;
    const productNamed = `${give(inProductName(choices))}::tsquery`;
    return `
    with popular as (
      select p.id, p.name, p.slug, p.popularity from (
        select * from products where status = 'active' order by popularity desc, id desc limit ${popularLookedAt}
      ) p where p.search @@ ${productNamed}
      order by p.popularity desc, p.id desc limit ${most}
    ), others as (
      select p.id, p.name, p.slug, p.popularity from (
        select * from products p where p.status = 'active' and p.search @@ ${productNamed} limit ${othersLookedAt}
      ) p where (select count(*) from popular) < ${most}
      order by p.popularity desc, p.id desc limit ${most}
    ), place as (
      (
        select 1 as rank, 'category' as kind, c.name, c.slug from categories c
        where name_words(c.name) @@ ${named} and (
          select true from categories own where c.id = any(own.lineage) and ${hasProduct("p.category_id = own.id")} limit 1
        )
        order by cardinality(c.path), c.name, c.slug limit ${mostPlaces}
      ) union all (
        select 2, 'brand', b.name, b.slug from brands b
        where name_words(b.name) @@ ${named} and ${hasProduct("p.brand_id = b.id")}
        order by b.name, b.slug limit ${mostPlaces}
      )
    )
    select name as text, kind, slug from (
      select rank, kind, name, slug, 0 as popularity, null::uuid as id from place
      union all
      select 3, 'product', name, slug, popularity, id from (table popular union table others) product
    ) found
    order by rank, popularity desc, id desc, name limit ${most}`;
  });
  return found.map(({ text, kind, slug }) => ({ text, kind, slug }));
}

/** One by one: as a semi-join, all products would be read. */
const hasProduct = (condition: string) =>
  `(select true from products p where ${condition} and p.status = 'active' limit 1)`;
