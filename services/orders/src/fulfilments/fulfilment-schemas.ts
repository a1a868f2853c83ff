import { z } from "zod";
import { PieceList } from "../orders/piece-schemas";

export const FulfilOrder = z
  .strictObject({
    carrier: z.string().trim().min(1).max(64).meta({ example: "UPS" }),
    trackingNumber: z.string().trim().min(1).max(128).meta({ example: "1Z999AA10123456784" }),
    items: PieceList.optional().describe("All that is left to ship when it is left out."),
  })
  .meta({
    id: "FulfilOrder",
    example: {
      carrier: "UPS",
      trackingNumber: "1Z999AA10123456784",
      items: [{ sku: "NOR-TENT-2P-GRN", quantity: 1 }],
    },
  });
export type FulfilOrder = z.infer<typeof FulfilOrder>;

export const DeliverFulfilment = z
  .strictObject({ deliveredAt: z.iso.datetime({ offset: true }) })
  .meta({ id: "DeliverFulfilment", example: { deliveredAt: "2026-02-03T09:30:00.000Z" } });
