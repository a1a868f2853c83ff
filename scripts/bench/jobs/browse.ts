import { apiPrefix } from "@shopeasy/contracts/route-table";
import type { Catalogue } from "../catalogue";
import type { Prepare } from "./preparation";

type Paths = (catalogue: Catalogue) => readonly string[];

/** Gets these, below /api/v1, in turn. */
export const browseJob =
  (paths: Paths): Prepare =>
  async ({ origin, catalogue }) => ({
    kind: "requests",
    origin,
    requests: paths(catalogue).map((path) => ({ method: "GET", path: apiPrefix + path })),
  });

/** As many as a floor answers from memory: pages that are asked for again before their answers have become old. */
export const hotPaths: Paths = (catalogue) => detailPaths(catalogue).slice(0, 500);

export const detailPaths: Paths = ({ slugs }) => slugs.map((slug) => `/products/${slug}`);

export const listPaths: Paths = ({ categories }) =>
  categories.map((slug) => `/products?category=${slug}&limit=20`);

export const searchPaths: Paths = ({ words }) => words.map((word) => `/products?q=${word}`);

export const facetPaths: Paths = ({ categories, words }) => [
  ...categories.map((slug) => `/products?category=${slug}&facets=true`),
  ...words.map((word) => `/products?q=${word}&facets=true`),
];

/** As they come from a search box: letter after letter. */
export const suggestionPaths: Paths = ({ words }) =>
  words.flatMap((word) => [1, 2, 3, 4].map((letters) => `/search/suggestions?q=${word.slice(0, letters)}`));
