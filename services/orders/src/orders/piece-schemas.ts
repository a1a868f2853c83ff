import { Sku } from "@shopeasy/contracts/ids";
import { z } from "zod";

const Pieces = z.strictObject({ sku: Sku, quantity: z.int().min(1).max(9_900) });

/** Some pieces of an order, each SKU once. */
export const PieceList = z
  .array(Pieces)
  .min(1)
  .max(100)
  .superRefine((items, context) => {
    const seen = new Set<string>();
    for (const [index, { sku }] of items.entries()) {
      if (seen.has(sku))
        context.addIssue({ code: "custom", path: [index, "sku"], message: "is named twice" });
      seen.add(sku);
    }
  })
  .meta({ example: [{ sku: "NOR-TENT-2P-GRN", quantity: 1 }] });
