import type { Deps } from "../deps";
import { type EditRequest, editProduct } from "./edit-product";
import { changedContent } from "./product-content";
import type { ProductDocument } from "./product-document";
import type { ProductChanges } from "./product-schemas";

/** Changes what is given of a product. @throws what `editProduct` throws */
export function changeProduct(
  deps: Pick<Deps, "database" | "logger">,
  request: EditRequest,
  changes: ProductChanges,
): Promise<ProductDocument> {
  return editProduct(deps, request, (content) => changedContent(content, changes));
}

/** Takes a product out of the shop; orders and staff still know it. @throws what `editProduct` throws */
export async function archiveProduct(
  deps: Pick<Deps, "database" | "logger">,
  request: EditRequest,
): Promise<void> {
  await editProduct(deps, request, (content) =>
    content.status === "archived" ? content : { ...content, status: "archived" },
  );
}
