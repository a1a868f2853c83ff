import { tellTogether } from "../changes/tell-together";
import { readCartsTogether } from "../db/read-carts";
import { replaceCartsTogether } from "../db/replace-carts-together";
import type { Deps } from "../deps";

export type TakeOutDeps = Pick<Deps, "dynamo" | "cartsTable" | "publish" | "clock" | "changes" | "logger">;

export type TakeOutCalls = ReturnType<typeof takeOutCalls>;

/** How carts are read, written and told of when their orders are paid: those of many at once in one call each. */
export const takeOutCalls = (deps: TakeOutDeps) => ({
  read: readCartsTogether(deps),
  replace: replaceCartsTogether(deps),
  tell: tellTogether(deps),
});
