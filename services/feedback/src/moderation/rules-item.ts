import { Timestamp } from "@shopeasy/contracts/conventions";
import { z } from "zod";
import { type Found, type Key, readItems } from "../db/read-items";
import type { Deps } from "../deps";
import { defaultRules } from "./moderation-rules";
import { RulesContent } from "./moderation-schemas";

export const rulesKey: Key = { pk: "moderation", sk: "rules" };

const RulesItem = z.object({ ...RulesContent.shape, updatedAt: Timestamp });

/** The rules as staff have them, or as they are before anybody has changed them. */
export const rulesIn = (found: Found) =>
  RulesItem.optional().parse(found(rulesKey)) ?? { ...defaultRules, updatedAt: null };

export const readRules = async (store: Pick<Deps, "dynamo" | "tables">) =>
  rulesIn(await readItems(store, [rulesKey]));
