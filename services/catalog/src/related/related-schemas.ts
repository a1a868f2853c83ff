import { z } from "zod";
import { Product } from "../products/product-schemas";

export const RelatedProducts = z.strictObject({
  items: z.array(Product).max(12).describe("The nearest first, but what is sold out last."),
});
