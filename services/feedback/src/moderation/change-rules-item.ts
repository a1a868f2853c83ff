import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Deps } from "../deps";
import { reviewsUnavailable } from "../reviews/store-faults";
import type { RulesContent } from "./moderation-schemas";
import { rulesKey } from "./rules-item";

/** Puts these rules in place of those there are; for what is judged from now on. */
export async function changeRules(
  { dynamo, tables, clock, logger }: Pick<Deps, "dynamo" | "tables" | "clock" | "logger">,
  rules: RulesContent,
) {
  const changed = { ...rules, updatedAt: clock.now().toISOString() };
  const Item = { ...rulesKey, ...changed };
  await dynamo.send(new PutCommand({ TableName: tables.feedback, Item })).catch(reviewsUnavailable);
  logger.info("moderation.rules-changed", { blockedTerms: rules.blockedTerms.length });
  return changed;
}
