import { Slug } from "@shopeasy/contracts/ids";
import { z } from "zod";

export const SuggestionQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .max(100)
    .describe("What is in the search box: beginnings of words. A slip is forgiven where nothing begins so."),
});

export const Suggestion = z
  .strictObject({
    text: z.string().describe("The name of what is suggested."),
    kind: z.enum(["category", "brand", "product"]),
    slug: Slug,
  })
  .meta({
    id: "Suggestion",
    example: { text: "Ridge Two-Person Tent", kind: "product", slug: "ridge-two-person-tent" },
  });
export type Suggestion = z.infer<typeof Suggestion>;

export const Suggestions = z.strictObject({
  items: z
    .array(Suggestion)
    .max(10)
    .describe("Categories and brands first, then products, the popular first."),
});
