import { randomUUID } from "node:crypto";
import { ChaosError } from "../chaos-error";
import type { Member } from "./members";
import type { Assortment } from "./plan-customer";
import type { AskShop } from "./shop-calls";

const plentyOf = 40;
const scarceOf = 6;
/** Of what is likely to be wanted of a scarce SKU, so much is there: it sells out on the way. */
const scarceShare = 0.3;

interface FoundProduct {
  variants: { sku: string; available: number }[];
}

/**
 * Chooses what is sold in a run of so many orders, and puts it on the shelves: much of most, and little of a few.
 * @throws ChaosError when the shop does not have it so
 */
export async function stockShelves(ask: AskShop, staff: Member, orders: number): Promise<Assortment> {
  const { body } = await ask("GET", "/products?inStock=true&limit=100");
  const skus = ((body?.items ?? []) as FoundProduct[]).flatMap(({ variants }) =>
    variants
      .filter(({ available }) => available > 0)
      .slice(0, 1)
      .map(({ sku }) => sku),
  );
  const scarce = skus.slice(0, scarceOf);
  const plenty = skus.slice(scarceOf, scarceOf + plentyOf);
  // One cart in seven wants two of one of these.
  const few = Math.max(2, Math.round(((orders * 0.15 * 2) / scarceOf) * scarceShare));
  for (const sku of scarce) await countTo(staff, sku, few);
  for (const sku of plenty) await countTo(staff, sku, 1_000_000);
  return { plenty, scarce };
}

async function countTo(staff: Member, sku: string, pieces: number): Promise<void> {
  const { body: stock } = await staff.send("GET", `/inventory/${sku}`);
  const delta = pieces - Number(stock?.onHand);
  if (delta === 0) return;
  const { status, code } = await staff.send("POST", `/inventory/${sku}/adjustments`, {
    key: randomUUID(),
    body: { delta, reason: "counted", note: "for a run of chaos" },
  });
  if (status !== 201) throw new ChaosError(`The stock of ${sku} could not be set: ${status} ${code ?? ""}`);
}
