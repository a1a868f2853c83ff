import { refuseCardNumbers } from "@shopeasy/platform/card-data/card-data-rules";
import { z } from "zod";
import { Instant } from "../given-times";
import { PieceList } from "../orders/piece-schemas";

const FulfilOrderFields = z.strictObject({
  carrier: z.string().trim().min(1).max(64).meta({ example: "UPS" }),
  trackingNumber: z.string().trim().min(1).max(128).meta({ example: "1Z999AA10123456784" }),
  items: PieceList.optional().describe("All that is left to ship when it is left out."),
});

/** Some carriers' tracking numbers are as long as a card's, begin as one and have its check digit. */
export const FulfilOrder = z.preprocess(refuseCardNumbers("trackingNumber"), FulfilOrderFields).meta({
  id: "FulfilOrder",
  example: {
    carrier: "UPS",
    trackingNumber: "1Z999AA10123456784",
    items: [{ sku: "NOR-TENT-2P-GRN", quantity: 1 }],
  },
});
export type FulfilOrder = z.infer<typeof FulfilOrderFields>;

export const DeliverFulfilment = z
  .strictObject({ deliveredAt: Instant })
  .meta({ id: "DeliverFulfilment", example: { deliveredAt: "2026-02-03T09:30:00.000Z" } });
