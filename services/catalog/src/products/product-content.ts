import type { ProductId, Sku } from "@shopeasy/contracts/ids";
import type { Price } from "@shopeasy/contracts/money";
import type { NewProduct, NewVariant, ProductChanges } from "./product-schemas";

/** A variant with nothing left open. */
export interface VariantContent {
  sku: Sku;
  options: Record<string, string>;
  price: Price;
  compareAtPrice: Price | null;
  weightGrams: number;
  lowStockThreshold: number;
  /** What a SKU that there never was begins with; only an import says so. */
  initialStock?: number;
}

/** All that staff decide of a product. */
export interface ProductContent extends Omit<NewProduct, "variants"> {
  variants: VariantContent[];
}

/** A product to be written. */
export interface ProductToStore {
  id: ProductId;
  /** 1 for a new one; else that which it was read with, plus 1. */
  version: number;
  content: ProductContent;
}

const usual = { weightGrams: 0, lowStockThreshold: 5 };

/** What a variant leaves open is what it was before, or what is usual. */
export function completeVariant(variant: NewVariant, before?: VariantContent): VariantContent {
  return {
    ...variant,
    compareAtPrice: variant.compareAtPrice ?? null,
    weightGrams: variant.weightGrams ?? before?.weightGrams ?? usual.weightGrams,
    lowStockThreshold: variant.lowStockThreshold ?? before?.lowStockThreshold ?? usual.lowStockThreshold,
  };
}

export function contentOf(product: NewProduct): ProductContent {
  return {
    ...product,
    tags: unique(product.tags),
    variants: product.variants.map((variant) => completeVariant(variant)),
  };
}

/** What is left out of the changes stays. */
export function changedContent(content: ProductContent, changes: ProductChanges): ProductContent {
  const { variants, tags, ...given } = changes;
  const before = new Map(content.variants.map((variant) => [variant.sku, variant]));
  return {
    ...content,
    ...given,
    ...(tags && { tags: unique(tags) }),
    ...(variants && {
      variants: variants.map((variant) => completeVariant(variant, before.get(variant.sku))),
    }),
  };
}

const unique = (tags: readonly string[]) => [...new Set(tags)];
