import { Timestamp } from "@shopeasy/contracts/conventions";
import { z } from "zod";
import { OneLine, Prose } from "../reviews/text-schemas";
import { defaultRules, isTerm } from "./moderation-rules";

export const RulesContent = z
  .strictObject({
    blockedTerms: z
      .array(OneLine(80).refine(isTerm, "must hold a letter or a digit"))
      .max(500)
      .describe("Words and phrases; only whole ones count, in any case."),
    flagLinks: z.boolean(),
    flagContactDetails: z.boolean().describe("E-mail addresses and phone numbers."),
    flagShouting: z.boolean().describe("What is mostly in capital letters."),
    flagImages: z.boolean(),
    mostADay: z
      .int()
      .min(1)
      .max(1_000)
      .nullable()
      .describe("Reviews of one customer in 24 hours; null for as many as she likes."),
    reportsToFlag: z.int().min(1).max(1_000).describe("By different customers."),
  })
  .meta({ id: "ModerationRulesContent", example: { ...defaultRules } });
export type RulesContent = z.infer<typeof RulesContent>;

export const ModerationRulesView = z
  .strictObject({
    ...RulesContent.shape,
    updatedAt: Timestamp.nullable().describe("Null for the rules that every shop begins with."),
  })
  .meta({
    id: "ModerationRules",
    example: { ...defaultRules, updatedAt: "2026-01-31T12:00:00.000Z" },
  });

export const Moderation = z
  .strictObject({ decision: z.enum(["publish", "reject"]), reason: OneLine(500) })
  .meta({ id: "Moderation", example: { decision: "reject", reason: "Advertises another shop." } });
export type Moderation = z.infer<typeof Moderation>;

export const ReviewReply = z
  .strictObject({ body: Prose(2_000) })
  .meta({ id: "ReviewReply", example: { body: "Thank you! A new zip is on its way to you." } });
