import type { Sku } from "@shopeasy/contracts/ids";
import { Conflict, InvalidInput, NotFound } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import { type EditRequest, editProduct } from "./edit-product";
import { completeVariant, type ProductContent, type VariantContent } from "./product-content";
import type { ProductDocument } from "./product-document";
import { variantFaults } from "./product-rules";
import type { NewVariant, Product, Variant, VariantChanges } from "./product-schemas";

type Dependencies = Pick<Deps, "database" | "logger">;

/** A variant as it is after a change, and its product's ETag. */
export interface ChangedVariant {
  variant: Variant;
  etag: string;
}

/** Adds a variant after those there are. @throws Conflict `too-many-variants`, `sku-in-use`; what `editProduct` throws */
export async function addVariant(
  deps: Dependencies,
  request: EditRequest,
  variant: NewVariant,
): Promise<ChangedVariant> {
  const product = await editProduct(deps, request, (content) => {
    if (content.variants.length >= 100) {
      throw new Conflict("too-many-variants", "A product has 100 variants at most.");
    }
    if (content.variants.some(({ sku }) => sku === variant.sku)) {
      throw new Conflict("sku-in-use", "The product has this SKU already.");
    }
    return withSoundVariant(
      { ...content, variants: [...content.variants, completeVariant(variant)] },
      variant.sku,
    );
  });
  return changedVariant(product, variant.sku);
}

/** @throws NotFound `unknown-sku`, and what `editProduct` throws */
export async function changeVariant(
  deps: Dependencies,
  request: EditRequest,
  sku: Sku,
  changes: VariantChanges,
): Promise<ChangedVariant> {
  const product = await editProduct(deps, request, (content) => {
    requireVariant(content, sku);
    const change = (variant: VariantContent) => (variant.sku === sku ? { ...variant, ...changes } : variant);
    return withSoundVariant({ ...content, variants: content.variants.map(change) }, sku);
  });
  return changedVariant(product, sku);
}

/**
 * Takes a variant out; what is left of it in stock is written off.
 * @throws NotFound `unknown-sku`; Conflict `last-variant`, `variant-reserved`; and what `editProduct` throws
 */
export async function removeVariant(deps: Dependencies, request: EditRequest, sku: Sku): Promise<void> {
  await editProduct(deps, request, (content) => {
    requireVariant(content, sku);
    if (content.variants.length === 1) {
      throw new Conflict("last-variant", "A product keeps one variant: archive the product instead.");
    }
    return { ...content, variants: content.variants.filter((variant) => variant.sku !== sku) };
  });
}

/** The body is a variant, so the faults' paths are those in a variant. */
function withSoundVariant(content: ProductContent, sku: Sku): ProductContent {
  const index = content.variants.findIndex((variant) => variant.sku === sku);
  const faults = variantFaults(content, index);
  if (faults.length > 0) throw new InvalidInput(faults);
  return content;
}

function requireVariant({ variants }: ProductContent, sku: Sku): void {
  if (!variants.some((variant) => variant.sku === sku)) {
    throw new NotFound("unknown-sku", "The product has no such SKU.");
  }
}

function changedVariant({ document, etag }: ProductDocument, sku: Sku): ChangedVariant {
  const { variants } = JSON.parse(document) as Product;
  const variant = variants.find((each) => each.sku === sku);
  if (!variant) throw new Error("The variant is not there after it was written");
  return { variant, etag };
}
