import type { Entry } from "./books";
import type { Charge, Dispute, Intent, Refund } from "./stripe-objects";

/** What an endpoint decided: its answer, the objects as they are now, and the events to tell of. */
export type Outcome = {
  status: number;
  body: object;
  change?: Pick<Entry, "intents" | "charges" | "refunds" | "disputes">;
  events?: [type: string, object: Intent | Charge | Refund | Dispute][];
};

/** `latest_charge` and its like become whole objects where the request has `expand[]=latest_charge`. */
export function expanded(
  lookUp: (id: string) => object | undefined,
  object: object,
  expand: readonly string[],
): object {
  const copy: Record<string, unknown> = { ...object };
  for (const path of expand) {
    const [first = "", rest] = path.split(".");
    const value = copy[first];
    if (Array.isArray(value) && rest)
      copy[first] = value.map((each: object) => expanded(lookUp, each, [rest]));
    else if (typeof value === "string") copy[first] = lookUp(value) ?? value;
  }
  return copy;
}
