import { Slug } from "@shopeasy/contracts/ids";
import { z } from "zod";

const count = z.int().min(1);

/** How the whole result of a query divides: with all of its filters, on all pages together. */
export const Facets = z
  .strictObject({
    categories: z
      .array(z.strictObject({ slug: Slug, name: z.string(), count }))
      .describe("The 100 with most, those above them too: each counts its whole subtree."),
    brands: z.array(z.strictObject({ slug: Slug, name: z.string(), count })).describe("The 100 with most."),
    tags: z.array(z.strictObject({ tag: z.string(), count })).describe("The 50 with most."),
    prices: z
      .array(z.strictObject({ from: z.int(), to: z.int().nullable(), count }))
      .describe(
        "By the lowest price of a product, in minor units, both bounds within, the cheapest first. A product is in " +
          "one band, and the bands are always the same: 0 to 99, 100 to 199, 200 to 499, 500 to 999, and so on.",
      ),
    ratings: z
      .array(z.strictObject({ minRating: z.int().min(1).max(4), count: z.int().min(0) }))
      .describe("Those rated as high on average, or higher: 4, 3, 2 and 1."),
  })
  .meta({
    id: "Facets",
    example: {
      categories: [
        { slug: "outdoor", name: "Outdoor", count: 12 },
        { slug: "tents", name: "Tents", count: 9 },
      ],
      brands: [{ slug: "northfold", name: "Northfold", count: 7 }],
      tags: [{ tag: "camping", count: 11 }],
      prices: [
        { from: 10_000, to: 19_999, count: 4 },
        { from: 20_000, to: 49_999, count: 8 },
      ],
      ratings: [
        { minRating: 4, count: 5 },
        { minRating: 3, count: 8 },
        { minRating: 2, count: 8 },
        { minRating: 1, count: 8 },
      ],
    },
  });
export type Facets = z.infer<typeof Facets>;
