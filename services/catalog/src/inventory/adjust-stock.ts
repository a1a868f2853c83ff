import type { Sku } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { isUnfitValue } from "@shopeasy/platform/database/errors";
import { Conflict, Unprocessable } from "@shopeasy/platform/errors";
import { answerOnce } from "@shopeasy/platform/idempotency/answer-once";
import { fingerprint, parseIdempotencyKey } from "@shopeasy/platform/idempotency/key-rules";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";
import { findStock } from "./find-stock";
import type { AdjustedStock, Adjustment } from "./inventory-schemas";
import { tryToMoveStock } from "./move-stock";
import { entryOf } from "./stock-history";

export interface AdjustmentRequest {
  sku: Sku;
  adjustment: Adjustment;
  staffId: string;
  idempotencyKey: string | undefined;
}

/**
 * Changes by hand how many there are of a SKU, once for each idempotency key.
 * @throws NotFound `unknown-sku`; Conflict `insufficient-stock` below what is reserved, `too-much-stock`; and what
 * `answerOnce` throws
 */
export async function adjustStock(
  deps: Pick<Deps, "database" | "logger" | "counts">,
  { sku, adjustment, staffId, idempotencyKey }: AdjustmentRequest,
): Promise<{ stock: AdjustedStock; replayed: boolean }> {
  const { db } = deps.database;
  const key = parseIdempotencyKey(idempotencyKey);
  const scope = `adjustments:${staffId}`;
  const requestKey = `${staffId}:${key}`;

  let isMade = false;
  const { body } = await answerOnce(
    db,
    { scope, key, fingerprint: fingerprint({ sku, ...adjustment }) },
    async (state) => {
      // A run that died after its commit, before its answer was kept, has left its entry.
      const done = state === "resumed" ? await adjustedStock(db, sku, requestKey) : undefined;
      if (done) return { status: 201, body: sameAdjustment(done, adjustment) };
      try {
        const adjusted = await adjust(deps, sku, adjustment, staffId, requestKey);
        isMade = true;
        return { status: 201, body: adjusted };
      } catch (error) {
        // Another run under this key, taken for dead, was but slow: the ledger lets one of them enter, and refuses us.
        const entered = await adjustedStock(db, sku, requestKey);
        if (entered) return { status: 201, body: sameAdjustment(entered, adjustment) };
        throw isUnfitValue(error) ? tooMuchStock() : error;
      }
    },
  );
  const stock = body as AdjustedStock;
  const { delta, reason, onHand } = stock.entry;
  if (isMade) deps.logger.info("stock.adjusted", { sku, delta, reason, onHand, staffId });
  return { stock, replayed: !isMade };
}

/** The ledger remembers keys for longer than answers are kept: one that comes back must mean the same. */
function sameAdjustment(stock: AdjustedStock, { delta, reason, note }: Adjustment): AdjustedStock {
  const { entry } = stock;
  if (entry.delta === delta && entry.reason === reason && entry.note === (note ?? null)) return stock;
  throw new Unprocessable(
    "idempotency-key-reused",
    "This idempotency key was used with another request before.",
  );
}

const tooMuchStock = () => new Conflict("too-much-stock", "There would be more of it than can be counted.");

async function adjust(
  { database, counts }: Pick<Deps, "database" | "counts">,
  sku: Sku,
  { delta, reason, note }: Adjustment,
  staffId: string,
  requestKey: string,
): Promise<AdjustedStock> {
  const { adjusted, move } = await database.db.transaction(async (tx) => {
    const level = await findStock(tx, sku);
    const [move] = await tryToMoveStock(
      tx,
      sql`moves as materialized (
        select ${sku}::text as sku, ${delta}::int as on_hand_change, 0 as reserved_change
      )`,
      { reason, note, staffId, requestKey },
    );
    if (!move?.moved) {
      const available = move?.availableBefore ?? level.available;
      const detail = `Only ${available} are not reserved: the rest can't be taken out.`;
      throw new Conflict("insufficient-stock", detail, { sku, available });
    }
    const adjusted = await adjustedStock(tx, sku, requestKey);
    if (!adjusted) throw new Error("The ledger has no entry of the adjustment");
    return { adjusted, move };
  });
  counts.moved([move]);
  return adjusted;
}

async function adjustedStock(db: Db, sku: Sku, requestKey: string): Promise<AdjustedStock | undefined> {
  const entry = await entryOf(db, sku, requestKey);
  return entry && { ...(await findStock(db, sku)), entry };
}
