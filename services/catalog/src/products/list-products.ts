import { isStaff, type Principal } from "@shopeasy/platform/auth/principal";
import { Forbidden, Unauthorized } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import { noFacets } from "../facets/facet-rules";
import type { Facets } from "../facets/facet-schemas";
import { readFacets } from "../facets/read-facets";
import type { Reader } from "../readers/readers";
import { findMended, findTyped, type ProductSearch } from "../search/find-products";
import type { ProductQuery } from "./list-query";
import { positionFrom } from "./product-order";
import { type ProductPage, readPage } from "./read-page";

/**
 * Products that match a query, page by page, as JSON text. Where no product has all the words, those within a slip of
 * the typist's are tried.
 * @throws InvalidInput for a damaged cursor; Unauthorized or Forbidden for drafts and archived ones to all but staff
 */
export async function listProducts(
  { readers, flags }: Pick<Deps, "readers" | "flags">,
  query: ProductQuery,
  caller: Principal,
): Promise<string> {
  if ((query.status ?? "active") !== "active") requireStaff(caller);
  const manner: Manner = {
    withFacets: query.facets === "true" && flags.value("search-facets"),
    // Guests are no customers yet: what they see is the same for all, and kept for all.
    soldOutLast:
      caller.kind === "user"
        ? await flags.valueFor("search-sold-out-last", { targetingKey: caller.userId })
        : flags.value("search-sold-out-last"),
  };
  return readers.read(caller, async (database) => textOf(await findPage(database, query, manner)));
}

/** How the flags have it done. */
interface Manner {
  withFacets: boolean;
  soldOutLast: boolean;
}

function requireStaff(caller: Principal): void {
  if (isStaff(caller)) return;
  const detail = "Only staff see products that are not in the shop.";
  throw caller.kind === "user"
    ? new Forbidden("forbidden", detail)
    : new Unauthorized("unauthenticated", detail);
}

type PageWithFacets = ProductPage & { facets?: Facets | undefined };

async function findPage(database: Reader, query: ProductQuery, manner: Manner): Promise<PageWithFacets> {
  const q = query.q || undefined;
  const sort = query.sort === "relevance" && !q ? "newest" : (query.sort ?? (q ? "relevance" : "newest"));
  const position = query.cursor === undefined ? undefined : positionFrom(query.cursor, sort);
  const read = async (search: ProductSearch | undefined, isForgiving: boolean): Promise<PageWithFacets> => {
    // A list goes on as it began, whatever the flag says by then: else it would repeat or skip.
    const soldOutLast = position ? position.soldOutLast === true : manner.soldOutLast;
    const wanted = { ...query, sort, position, search, isForgiving, soldOutLast };
    const [page, facets] = await Promise.all([
      readPage(database, wanted),
      manner.withFacets ? readFacets(database, wanted) : undefined,
    ]);
    return { ...page, facets };
  };

  if (q === undefined) return read(undefined, false);
  if (!position?.forgiving) {
    const typed = await findTyped(database, q);
    const found = typed && (await read(typed, false));
    if (found && (found.total > 0 || position)) return found;
  }
  const mended = await findMended(database, q);
  return mended ? read(mended, true) : { ...nothing, ...(manner.withFacets && { facets: noFacets }) };
}

const nothing: ProductPage = { items: [], nextCursor: null, total: 0 };

/** The documents are JSON already. */
function textOf({ items, ...rest }: PageWithFacets): string {
  const documents = items.map(({ document }) => document);
  return `{"items":[${documents.join(",")}],${JSON.stringify(rest).slice(1)}`;
}
