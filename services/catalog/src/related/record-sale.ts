import { eventSchemas } from "@shopeasy/contracts/events";
import type { ProductId } from "@shopeasy/contracts/ids";
import { retrying } from "@shopeasy/platform/database/retrying";
import { inboxTable } from "@shopeasy/platform/inbox/table";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { sql } from "drizzle-orm";
import type { StoreDeps } from "../store-deps";
import { doublingsOf, type ProductSale, pairsOf, salesOf } from "./sale-rules";

const OrderPaid = eventSchemas["order.paid"];

/** How many pieces of a product are sold by now, and how many doublings of them its row tells. */
interface Sold extends Record<string, unknown> {
  id: ProductId;
  doublings: number;
  pieces: string;
}

/**
 * Counts what a paid order says of its products: how many of each are sold, and which are bought together.
 * @throws ZodError for anything but such an event
 */
export async function recordSale({ database: { db } }: StoreDeps, message: unknown): Promise<void> {
  const { id, data } = OrderPaid.parse(message);
  annotate("order_id", data.orderId);
  const sold = await countOnce({ db }, id, { sales: salesOf(data.lines), pairs: pairsOf(data.lines) });
  // By itself, product by product: whoever edits products locks them in an order of their own. What is repeated changes
  // nothing, so it can be done again when it broke off.
  await raisePopularity({ db }, sold);
}

type Store = Pick<StoreDeps["database"], "db">;

/**
 * Counts an event unless it was counted before, and gives how the products stand either way. One statement, which is a
 * transaction by itself: the rows of what everybody buys are locked for no longer than that.
 */
async function countOnce(
  { db }: Store,
  eventId: string,
  { sales, pairs }: { sales: readonly ProductSale[]; pairs: readonly [ProductId, ProductId][] },
): Promise<readonly Sold[]> {
  const statement = sql`
    with first as (
      insert into ${inboxTable} (consumer, event_id) values ('sales', ${eventId}) on conflict do nothing
      returning event_id
    ),
    counted as (
      insert into product_sales as known (product_id, pieces)
      select "productId", pieces
      from first, jsonb_to_recordset(${JSON.stringify(sales)}::jsonb) as sale("productId" uuid, pieces bigint)
      order by "productId"
      on conflict (product_id) do update set pieces = known.pieces + excluded.pieces
      returning product_id, pieces
    ),
    paired as (
      insert into bought_together as known (product_id, other_id, orders)
      select one, other, 1
      from first, unnest(
        ${sql.param(pairs.map(([one]) => one))}::uuid[], ${sql.param(pairs.map(([, other]) => other))}::uuid[]
      ) as pair(one, other)
      order by one, other
      on conflict (product_id, other_id) do update set orders = known.orders + 1
    )
    select p.id, p.sold_doublings as doublings, coalesce(c.pieces, s.pieces) as pieces
    from products p left join counted c on c.product_id = p.id left join product_sales s on s.product_id = p.id
    where p.id = any(${sql.param(sales.map(({ productId }) => productId))}::uuid[])
      and coalesce(c.pieces, s.pieces) is not null`;
  const alone = { transaction: <Result>(run: (tx: typeof db) => Promise<Result>) => run(db) };
  return retrying(alone, (tx) => tx.execute<Sold>(statement));
}

/** A product's row is written when what was sold of it has doubled: all its indexes are, with it. */
async function raisePopularity({ db }: Store, sold: readonly Sold[]): Promise<void> {
  for (const { id, doublings, pieces } of sold) {
    const risen = doublingsOf(Number(pieces));
    if (risen <= doublings) continue;
    await db.execute(
      sql`update products set sold_doublings = ${risen} where id = ${id} and sold_doublings < ${risen}`,
    );
  }
}
