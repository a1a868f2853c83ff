import type { InvalidValue } from "@shopeasy/platform/errors";
import type { NewProduct, NewVariant } from "./product-schemas";

/** What a schema can't say of a product: how its parts must fit one another. Empty for a sound product. */
export function productFaults(product: Pick<NewProduct, "options" | "variants">): InvalidValue[] {
  const ofVariants = product.variants.flatMap((_, index) =>
    variantFaults(product, index).map(({ path, message }) => fault(`variants[${index}].${path}`, message)),
  );
  return [...optionFaults(product), ...ofVariants];
}

function optionFaults({ options }: Pick<NewProduct, "options">): InvalidValue[] {
  const names = options.map(({ name }) => name);
  return options.flatMap(({ name, values }, index) => [
    ...(names.indexOf(name) < index ? [fault(`options[${index}].name`, "is given twice")] : []),
    ...(new Set(values).size < values.length ? [fault(`options[${index}].values`, "has a value twice")] : []),
  ]);
}

/** What is wrong with one of a product's variants, its paths below the variant. */
export function variantFaults(
  product: Pick<NewProduct, "options" | "variants">,
  index: number,
): InvalidValue[] {
  const variant = product.variants[index];
  const first = product.variants[0];
  if (!variant || !first) return [];
  const before = product.variants.slice(0, index);
  const faults = choiceFaults(product.options, variant);

  if (before.some(({ sku }) => sku === variant.sku)) faults.push(fault("sku", "is given twice"));
  if (before.some((other) => choiceOf(product.options, other) === choiceOf(product.options, variant))) {
    faults.push(fault("options", "are those of another variant"));
  }
  const { price, compareAtPrice } = variant;
  if (price.currency !== first.price.currency) {
    faults.push(fault("price.currency", "must be the same for all variants"));
  }
  if (compareAtPrice && compareAtPrice.currency !== price.currency) {
    faults.push(fault("compareAtPrice.currency", "must be the price's"));
  }
  if (compareAtPrice && compareAtPrice.amount <= price.amount) {
    faults.push(fault("compareAtPrice.amount", "must be above the price"));
  }
  return faults;
}

/** A variant takes one of the values of each of the product's options, and has no other. */
function choiceFaults(options: NewProduct["options"], variant: NewVariant): InvalidValue[] {
  const strange = Object.keys(variant.options).filter(
    (chosen) => !options.some(({ name }) => name === chosen),
  );
  const missing = options.filter(({ name, values }) => !values.includes(variant.options[name] ?? ""));
  return [
    ...strange.map((name) => fault(`options.${name}`, "is not an option of the product")),
    ...missing.map(({ name }) => fault(`options.${name}`, "must be one of the option's values")),
  ];
}

const choiceOf = (options: NewProduct["options"], variant: NewVariant) =>
  JSON.stringify(options.map(({ name }) => variant.options[name]));

const fault = (path: string, message: string): InvalidValue => ({ path, message });

/** The range that a product is listed with, in minor units. */
export function priceRange(variants: readonly Pick<NewVariant, "price">[]): { from: number; to: number } {
  const amounts = variants.map(({ price }) => price.amount);
  return { from: Math.min(...amounts), to: Math.max(...amounts) };
}

/**
 * Whether an `If-Match` header lets a change through. A product's ETag begins with its version, and what follows
 * changes with stock, ratings and names: staff who edit a product are only stopped by another's edit of it.
 */
export function matchesVersion(ifMatch: string | undefined, version: number): boolean {
  if (ifMatch === undefined || ifMatch.trim() === "*") return true;
  return ifMatch.split(",").some((tag) => /^\s*(?:W\/)?"(\d+)[.-]/.exec(tag)?.[1] === String(version));
}
