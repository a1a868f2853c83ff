import type { ProductId } from "@shopeasy/contracts/ids";

/** What answers of the catalogue are made of. A product's page is made of that product. */
export const productTag = (id: ProductId | string) => `product:${id}`;

/** Whatever shows several products, or counts them, is made of them all. */
export const catalogueTag = "catalogue";
