import { listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { ProductId, Sku, Slug } from "@shopeasy/contracts/ids";
import { Money, Price } from "@shopeasy/contracts/money";
import { mediaPrefix } from "@shopeasy/contracts/route-table";
import { z } from "zod";
import { Facets } from "../facets/facet-schemas";

export const ProductStatus = z.enum(["active", "draft", "archived"]).meta({ id: "ProductStatus" });
export type ProductStatus = z.infer<typeof ProductStatus>;

export const ProductImage = z
  .strictObject({
    url: z
      .string()
      .max(500)
      .regex(
        new RegExp(`^${mediaPrefix}(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$`),
        `must be a path below ${mediaPrefix}/`,
      ),
    alt: z.string().trim().max(300).describe("What it shows, for those who can't see it."),
  })
  .meta({
    id: "ProductImage",
    example: { url: "/media/products/ridge-tent.svg", alt: "A green tent on a ridge" },
  });
export type ProductImage = z.infer<typeof ProductImage>;

const optionText = z.string().trim().min(1).max(60);

const ProductOption = z
  .strictObject({ name: optionText, values: z.array(optionText).min(1).max(100) })
  .meta({ id: "ProductOption", example: { name: "Color", values: ["Green", "Sand"] } });
export type ProductOption = z.infer<typeof ProductOption>;

export const Tag = z.string().trim().min(1).max(50);

/** What stands below /products beside the products themselves. */
const taken: ReadonlySet<string> = new Set(["import", "export"]);

/** The page's name in its address. Not a UUID, or the address would name two products. */
const ProductSlug = Slug.refine(
  (slug) => !z.guid().safeParse(slug).success,
  "must not look like an id",
).refine((slug) => !taken.has(slug), "is the name of something else");

const variantFields = {
  options: z.record(optionText, optionText).describe("A value for each of the product's options."),
  price: Price,
  compareAtPrice: Price.nullable().optional().describe("What it cost before; above the price."),
  weightGrams: z.int().min(0).max(1_000_000).optional().describe("With its packaging; 0 unless given."),
  lowStockThreshold: z
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .describe("At or below this many available, stock counts as low; 5 unless given."),
};

export const NewVariant = z.strictObject({ sku: Sku, ...variantFields }).meta({
  id: "NewVariant",
  example: {
    sku: "NOR-TENT-2P-GRN",
    options: { Color: "Green" },
    price: { amount: 24900, currency: "USD" },
    compareAtPrice: { amount: 29900, currency: "USD" },
  },
});
export type NewVariant = z.infer<typeof NewVariant>;

export const VariantChanges = z.strictObject(variantFields).partial().meta({ id: "VariantChanges" });
export type VariantChanges = z.infer<typeof VariantChanges>;

const productFields = {
  name: z.string().trim().min(1).max(200),
  slug: ProductSlug,
  description: z.string().trim().max(20_000),
  category: Slug.describe("The category's slug."),
  options: z.array(ProductOption).max(5),
  variants: z.array(NewVariant).min(1).max(100),
  status: ProductStatus,
};
const tags = z.array(Tag).max(50);
const images = z.array(ProductImage).max(20);

export const NewProduct = z
  .strictObject({
    ...productFields,
    brand: Slug.nullable().default(null).describe("The brand's slug."),
    tags: tags.default([]),
    images: images.default([]),
  })
  .meta({
    id: "NewProduct",
    example: {
      name: "Ridge Two-Person Tent",
      slug: "ridge-two-person-tent",
      description: "Pitches in four minutes and weighs less than two kilos.",
      brand: "northfold",
      category: "tents",
      tags: ["camping", "lightweight"],
      images: [{ url: "/media/products/ridge-tent.svg", alt: "A green tent on a ridge" }],
      options: [{ name: "Color", values: ["Green"] }],
      variants: [
        {
          sku: "NOR-TENT-2P-GRN",
          options: { Color: "Green" },
          price: { amount: 24900, currency: "USD" },
          weightGrams: 1900,
        },
      ],
      status: "active",
    },
  });
export type NewProduct = z.infer<typeof NewProduct>;

/** What is left out stays; `variants`, where given, are all that the product then has. */
export const ProductChanges = z
  .strictObject({ ...productFields, brand: Slug.nullable(), tags, images })
  .partial()
  .meta({ id: "ProductChanges", example: { name: "Ridge Two-Person Tent, 2026", status: "active" } });
export type ProductChanges = z.infer<typeof ProductChanges>;

export const Variant = z
  .strictObject({
    sku: Sku,
    options: z.record(z.string(), z.string()),
    price: Money,
    compareAtPrice: Money.nullable(),
    available: z.int().describe("How many can be sold now."),
  })
  .meta({
    id: "Variant",
    example: {
      sku: "NOR-TENT-2P-GRN",
      options: { Color: "Green" },
      price: { amount: 24900, currency: "USD" },
      compareAtPrice: { amount: 29900, currency: "USD" },
      available: 38,
    },
  });
export type Variant = z.infer<typeof Variant>;

/** As it leaves; what a row holds beside it is left out. */
export const Product = z
  .object({
    id: ProductId,
    slug: Slug,
    name: z.string(),
    description: z.string(),
    brand: z.strictObject({ slug: Slug, name: z.string() }).nullable(),
    category: z.strictObject({
      slug: Slug,
      name: z.string(),
      path: z.array(z.string()).describe("Names from the top of the tree to this category."),
    }),
    tags: z.array(z.string()),
    images: z.array(ProductImage),
    options: z.array(ProductOption),
    rating: z.strictObject({
      average: z.number().describe("Of 5; 0 before the first review."),
      count: z.int(),
    }),
    variants: z.array(Variant),
    price: z.strictObject({ from: Money, to: Money }),
    status: ProductStatus,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: "Product",
    example: {
      id: "0190a000-0000-7000-8000-000000000001",
      slug: "ridge-two-person-tent",
      name: "Ridge Two-Person Tent",
      description: "Pitches in four minutes and weighs less than two kilos.",
      brand: { slug: "northfold", name: "Northfold" },
      category: { slug: "tents", name: "Tents", path: ["Outdoor", "Camping", "Tents"] },
      tags: ["camping", "lightweight"],
      images: [{ url: "/media/products/ridge-tent.svg", alt: "A green tent on a ridge" }],
      options: [{ name: "Color", values: ["Green"] }],
      rating: { average: 4.5, count: 12 },
      variants: [
        {
          sku: "NOR-TENT-2P-GRN",
          options: { Color: "Green" },
          price: { amount: 24900, currency: "USD" },
          compareAtPrice: { amount: 29900, currency: "USD" },
          available: 38,
        },
      ],
      price: { from: { amount: 24900, currency: "USD" }, to: { amount: 24900, currency: "USD" } },
      status: "active",
      createdAt: "2026-01-31T12:00:00.000Z",
      updatedAt: "2026-01-31T12:00:00.000Z",
    },
  });
export type Product = z.infer<typeof Product>;

export const ProductList = z.strictObject({
  ...listOf(Product).shape,
  total: z.int().describe("How many match, on all pages together."),
  facets: Facets.optional().describe("With `facets=true`; left out while the shop is under heavy load."),
});
