import { unprepared } from "@shopeasy/platform/database/safe-client";
import { run } from "../db/statement";
import { filterCount, type ProductFilter, productFilter } from "../products/product-filter";
import type { Reader } from "../readers/readers";
import { bandAt, bandStarts, ratingsFrom } from "./facet-rules";
import type { Facets } from "./facet-schemas";

const mostPlaces = 100;
const mostTags = 50;
const mostPreparedFilters = 1;

interface FacetRow extends Pick<Facets, "categories" | "brands" | "tags"> {
  bands: { band: number; count: number }[];
  stars: { stars: number; count: number }[];
}

/** How the whole result of a filter divides. All that match are read once, for all facets together. */
export async function readFacets(database: Pick<Reader, "sql">, filter: ProductFilter): Promise<Facets> {
  const [row] = await run<FacetRow>(database, (give) => {
    const beginning = filterCount(filter) > mostPreparedFilters ? unprepared : "";
    return `${beginning}with counted as materialized (
      select p.category_id, p.brand_id, p.tags, ${band} as band, ${stars} as stars, count(*)::int as count,
        grouping(p.category_id, p.brand_id, p.tags, ${band}, ${stars}) as facet
      from products p where ${productFilter(filter, give)}
      group by grouping sets ((p.category_id), (p.brand_id), (p.tags), (${band}), (${stars}))
    )
    select ${columns}`;
  });
  if (!row) throw new Error("No facets were counted");
  const { categories, brands, tags, bands } = row;
  return {
    categories,
    brands,
    tags,
    prices: bands.map(({ band, count }) => ({ ...bandAt(band), count })),
    ratings: ratingsFrom(row.stars),
  };
}

const band = `width_bucket(p.price_from, '{${bandStarts.join()}}'::int[])`;
const stars = "floor(p.rating_average)::int";

/** What `grouping` says of a row: a bit for each that it is not grouped by. */
const groupedBy = { category: 0b01111, brand: 0b10111, tags: 0b11011, band: 0b11101, stars: 0b11110 };

const listed = (rows: string) => `coalesce((select json_agg(listed) from (${rows}) listed), '[]')`;

const columns = [
  `${listed(`
    select c.slug, c.name, sum(count)::int as count
    from counted join categories own on own.id = category_id
      cross join unnest(own.lineage) as above join categories c on c.id = above
    where facet = ${groupedBy.category} group by c.id order by count desc, c.name, c.slug limit ${mostPlaces}`)} as categories`,
  `${listed(`
    select b.slug, b.name, count from counted join brands b on b.id = brand_id
    where facet = ${groupedBy.brand} order by count desc, b.name, b.slug limit ${mostPlaces}`)} as brands`,
  `${listed(`
    select tag, sum(count)::int as count from counted cross join unnest(tags) as tag
    where facet = ${groupedBy.tags} group by tag order by count desc, tag limit ${mostTags}`)} as tags`,
  `${listed(`select band, count from counted where facet = ${groupedBy.band} order by band`)} as bands`,
  `${listed(`select stars, count from counted where facet = ${groupedBy.stars}`)} as stars`,
].join(",\n");
