import { eventSchemas } from "@shopeasy/contracts/events";
import { z } from "zod";
import { eraseCustomer } from "./customers/erase-customer";
import type { Deps } from "./deps";
import { recordPurchases } from "./purchases/record-purchases";

const takers = {
  "order.paid": (deps, message) => recordPurchases(deps, eventSchemas["order.paid"].parse(message)),
  "user.erased": (deps, message) =>
    eraseCustomer(deps, eventSchemas["user.erased"].parse(message).data.userId),
} as const satisfies Record<string, (deps: Deps, message: unknown) => Promise<void>>;

const Taken = z.object({ type: z.enum(Object.keys(takers) as (keyof typeof takers)[]) });

/**
 * Takes part in an event of another service's. False where that puts nothing into the outbox: to look there for every
 * order that is paid would be most of what an order costs here.
 * @throws ZodError for one that feedback has no part in
 */
export async function takeEvent(deps: Deps, message: unknown): Promise<boolean> {
  const { type } = Taken.parse(message);
  await takers[type](deps, message);
  return type !== "order.paid";
}
