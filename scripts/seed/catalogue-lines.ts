/**
 * The lines of a catalogue's NDJSON, as the shop's import takes them: categories (parents first), then brands,
 * then products. `kind` tells them apart.
 */
export type CatalogueLine = CategoryLine | BrandLine | ProductLine;

export interface CategoryLine {
  kind: "category";
  slug: string;
  name: string;
  parent?: string;
}

export interface BrandLine {
  kind: "brand";
  slug: string;
  name: string;
}

export interface ProductLine {
  kind: "product";
  slug: string;
  name: string;
  description: string;
  brand: string;
  category: string;
  tags: string[];
  images: { url: string; alt: string }[];
  options: { name: string; values: string[] }[];
  variants: VariantLine[];
  status: "active" | "draft" | "archived";
}

export interface VariantLine {
  sku: string;
  options: Record<string, string>;
  price: DollarPrice;
  compareAtPrice?: DollarPrice;
  weightGrams: number;
  stock: number;
  lowStockThreshold: number;
}

/** Cents. */
export interface DollarPrice {
  amount: number;
  currency: "USD";
}
