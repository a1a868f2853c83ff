import { z } from "zod";
import { NewBrand } from "../brands/brand-schemas";
import { NewCategory } from "../categories/category-schemas";
import { NewProduct, NewVariant } from "../products/product-schemas";

export const CategoryLine = NewCategory.extend({ kind: z.literal("category") });
export type CategoryLine = z.infer<typeof CategoryLine>;

export const BrandLine = NewBrand.extend({ kind: z.literal("brand") });
export type BrandLine = z.infer<typeof BrandLine>;

export type PlaceLine = CategoryLine | BrandLine;

export const ProductLine = NewProduct.extend({
  kind: z.literal("product"),
  variants: z
    .array(
      NewVariant.extend({
        stock: z
          .int()
          .min(0)
          .max(999_999_999)
          .optional()
          .describe("What a SKU begins with that is new here."),
      }),
    )
    .min(1)
    .max(100),
});
export type ProductLine = z.infer<typeof ProductLine>;

/** What a catalogue's file describes; `kind` tells what it is. What is named must come before it, or be there. */
export const ImportLine = z.discriminatedUnion("kind", [CategoryLine, BrandLine, ProductLine]);
export type ImportLine = z.infer<typeof ImportLine>;
