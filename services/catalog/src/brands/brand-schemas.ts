import { listOf } from "@shopeasy/contracts/conventions";
import { Slug } from "@shopeasy/contracts/ids";
import { z } from "zod";

const name = z.string().trim().min(1).max(100);

export const NewBrand = z
  .strictObject({ name, slug: Slug })
  .meta({ id: "NewBrand", example: { name: "Northfold", slug: "northfold" } });
export type NewBrand = z.infer<typeof NewBrand>;

export const BrandChanges = NewBrand.partial().meta({
  id: "BrandChanges",
  example: { name: "Northfold Outdoor" },
});
export type BrandChanges = z.infer<typeof BrandChanges>;

export const Brand = z
  .strictObject({ slug: Slug, name: z.string(), productCount: z.int().describe("Active products.") })
  .meta({ id: "Brand", example: { slug: "northfold", name: "Northfold", productCount: 12 } });
export type Brand = z.infer<typeof Brand>;

export const BrandList = listOf(Brand);
