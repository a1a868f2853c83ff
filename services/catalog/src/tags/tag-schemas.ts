import { listOf } from "@shopeasy/contracts/conventions";
import { z } from "zod";

export const TagCount = z
  .strictObject({ name: z.string(), productCount: z.int().describe("Active products.") })
  .meta({ id: "Tag", example: { name: "camping", productCount: 31 } });
export type TagCount = z.infer<typeof TagCount>;

export const TagList = listOf(TagCount);
