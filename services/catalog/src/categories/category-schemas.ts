import { Slug } from "@shopeasy/contracts/ids";
import { z } from "zod";

const name = z.string().trim().min(1).max(100);

export const NewCategory = z
  .strictObject({
    name,
    slug: Slug,
    parent: Slug.nullable().default(null).describe("The slug of the category it stands below."),
  })
  .meta({ id: "NewCategory", example: { name: "Tents", slug: "tents", parent: "camping" } });
export type NewCategory = z.infer<typeof NewCategory>;

export const CategoryChanges = z
  .strictObject({ name, slug: Slug, parent: Slug.nullable() })
  .partial()
  .meta({ id: "CategoryChanges", example: { parent: "outdoor" } });
export type CategoryChanges = z.infer<typeof CategoryChanges>;

export const Category = z
  .strictObject({
    slug: Slug,
    name: z.string(),
    parent: Slug.nullable(),
    path: z.array(z.string()).describe("Names from the top of the tree to this category."),
    productCount: z.int().describe("Active products, those of all categories below included."),
    get children() {
      return z.array(Category);
    },
  })
  .meta({
    id: "Category",
    example: {
      slug: "camping",
      name: "Camping",
      parent: "outdoor",
      path: ["Outdoor", "Camping"],
      productCount: 42,
      children: [],
    },
  });
export type Category = z.infer<typeof Category>;

export const CategoryTree = z.strictObject({ items: z.array(Category) });
