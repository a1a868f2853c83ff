import { Money } from "@shopeasy/contracts/money";
import { z } from "zod";

export const ShippingMethod = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    price: Money,
    estimatedDays: z.tuple([z.int(), z.int()]).describe("The fewest and the most days."),
  })
  .meta({
    id: "ShippingMethod",
    example: {
      id: "standard",
      name: "Standard",
      price: { amount: 499, currency: "USD" },
      estimatedDays: [3, 5],
    },
  });
