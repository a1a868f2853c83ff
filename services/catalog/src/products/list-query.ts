import { Slug } from "@shopeasy/contracts/ids";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { wholeNumberQuery } from "@shopeasy/platform/pagination/whole-number-query";
import { z } from "zod";
import { ProductStatus, Tag } from "./product-schemas";

const minorUnits = wholeNumberQuery(0, 2_000_000_000);

/** Of 5, with at most two decimals, as averages have. */
const rating = z.preprocess(
  (given) => (typeof given === "string" && /^\d(\.\d{1,2})?$/.test(given) ? Number(given) : given),
  z.number("must be a number of at most two decimals").min(0).max(5),
);

const sorts = ["relevance", "newest", "price", "-price", "rating", "name"] as const;
export type ProductSort = (typeof sorts)[number];

export const ProductQuery = z.strictObject({
  ...listQuery,
  category: Slug.optional().describe("A category's slug: products of it and of all below it."),
  brand: Slug.optional().describe("A brand's slug."),
  tag: z.array(Tag).max(10).optional().describe("Given more than once, products have all of them."),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe(
      "Words of name, brand, tags and description: all must be found, in any form, the last one also as a beginning. " +
        "Or a SKU, or its beginning. Where nothing is found so, one typing slip in a word is forgiven.",
    ),
  minPrice: minorUnits.optional().describe("Minor units; a variant costs as much or more."),
  maxPrice: minorUnits.optional().describe("Minor units; a variant costs as much or less."),
  inStock: z.enum(["true", "false"]).optional().describe("`true`: only what can be bought now."),
  minRating: rating.optional().describe("Rated as high on average, or higher."),
  sort: z
    .enum(sorts)
    .optional()
    .describe("`relevance` unless given where there is `q`, else `newest`. `-price` is the dearest first."),
  facets: z
    .enum(["true", "false"])
    .optional()
    .describe("`true`: how the whole result divides among categories, brands, tags, prices and ratings."),
  status: ProductStatus.optional().describe("Staff may ask for drafts and archived products, too."),
});
export type ProductQuery = z.infer<typeof ProductQuery>;
