import { z } from "zod";
import type { EditRequest } from "./edit-product";

/** Every call about one product names it by its id or its slug. */
export const productParams = z.strictObject({ idOrSlug: z.string().max(96) });

/** Holds a product that has as much of everything as it may. */
export const productBodyLimit = 500_000;

export const editHeaders = z.object({
  "if-match": z.string().optional().describe("The product's ETag: refused when staff changed it since."),
});

export const etagHeader = {
  ETag: "Begins with the product's version: `If-Match` compares that alone, so sales don't make it stale",
};

interface EditCall {
  params: z.output<typeof productParams>;
  headers: z.output<typeof editHeaders>;
  principal: { userId: string };
}

export const editRequest = ({ params, headers, principal }: EditCall): EditRequest => ({
  idOrSlug: params.idOrSlug,
  ifMatch: headers["if-match"],
  staffId: principal.userId,
});
