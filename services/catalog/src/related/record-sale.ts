import { eventSchemas } from "@shopeasy/contracts/events";
import type { ProductId } from "@shopeasy/contracts/ids";
import type { Db, Tx } from "@shopeasy/platform/database/connect";
import { retrying } from "@shopeasy/platform/database/retrying";
import { firstTime } from "@shopeasy/platform/inbox/once";
import { sql } from "drizzle-orm";
import type { StoreDeps } from "../store-deps";
import { doublingsOf, pairsOf, salesOf } from "./sale-rules";

const OrderPaid = eventSchemas["order.paid"];

/**
 * Counts what a paid order says of its products: how many of each are sold, and which are bought together.
 * @throws ZodError for anything but such an event
 */
export async function recordSale({ database }: StoreDeps, message: unknown): Promise<void> {
  const { id, data } = OrderPaid.parse(message);
  const sales = salesOf(data.lines);
  await retrying(database.db, async (tx) => {
    if (!(await firstTime(tx, "sales", id))) return;
    await countPieces(tx, sales);
    await countPairs(tx, pairsOf(data.lines));
  });
  // By itself, product by product: whoever edits products locks them in an order of their own. What is repeated changes
  // nothing, so it can be done again when it broke off.
  await raisePopularity(
    database.db,
    sales.map(({ productId }) => productId),
  );
}

async function countPieces(tx: Tx, sales: ReturnType<typeof salesOf>): Promise<void> {
  await tx.execute(sql`
    insert into product_sales as known (product_id, pieces)
    select "productId", pieces from jsonb_to_recordset(${JSON.stringify(sales)}::jsonb) as sale("productId" uuid, pieces bigint)
    order by "productId"
    on conflict (product_id) do update set pieces = known.pieces + excluded.pieces`);
}

async function countPairs(tx: Tx, pairs: readonly [ProductId, ProductId][]): Promise<void> {
  await tx.execute(sql`
    insert into bought_together as known (product_id, other_id, orders)
    select one, other, 1
    from unnest(
      ${sql.param(pairs.map(([one]) => one))}::uuid[], ${sql.param(pairs.map(([, other]) => other))}::uuid[]
    ) as pair(one, other)
    order by one, other
    on conflict (product_id, other_id) do update set orders = known.orders + 1`);
}

/** A product's row is written when what was sold of it has doubled: all its indexes are, with it. */
async function raisePopularity(db: Db, productIds: readonly ProductId[]): Promise<void> {
  const sold = await db.execute<{ id: ProductId; doublings: number; pieces: string }>(sql`
    select p.id, p.sold_doublings as doublings, s.pieces from products p join product_sales s on s.product_id = p.id
    where p.id = any(${sql.param(productIds)}::uuid[])`);
  for (const { id, doublings, pieces } of sold) {
    const risen = doublingsOf(Number(pieces));
    if (risen <= doublings) continue;
    await db.execute(
      sql`update products set sold_doublings = ${risen} where id = ${id} and sold_doublings < ${risen}`,
    );
  }
}
