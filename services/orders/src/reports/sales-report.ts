import type { ProductId } from "@shopeasy/contracts/ids";
import type { Currency } from "@shopeasy/contracts/money";
import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Deps } from "../deps";
import { type Interval, intervalsOf, type Span, spanOf } from "./report-rules";
import type { SalesQuery, SalesReport } from "./report-schemas";

const topProducts = 5;

/** What was sold in an interval, or (`start` null) in all of them. */
interface SalesRow {
  start: Date | null;
  currency: Currency;
  orders: number;
  revenue: number;
  refunds: number;
}

interface ProductRow {
  start: Date | null;
  currency: Currency;
  productId: ProductId;
  name: string;
  quantity: number;
  revenue: number;
}

/** What was sold and given back, by interval and currency. Two statements, however long it is. @throws InvalidInput */
export async function salesReport(
  { database, clock }: Pick<Deps, "database" | "clock">,
  { interval, ...asked }: SalesQuery,
): Promise<z.input<typeof SalesReport>> {
  const span = spanOf(interval, asked, clock.now());
  const [sales, products] = await Promise.all([
    readSales(database, interval, span),
    readProducts(database, interval, span),
  ]);
  const of = (start: Date | null) => presentSales(start, sales, products);
  return {
    interval,
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    totals: of(null),
    intervals: intervalsOf(interval, span).map(({ start, from, to }) => ({
      from: from.toISOString(),
      to: to.toISOString(),
      sales: of(start),
    })),
  };
}

function presentSales(start: Date | null, sales: readonly SalesRow[], products: readonly ProductRow[]) {
  const isIn = (row: { start: Date | null }) => row.start?.getTime() === start?.getTime();
  return sales.filter(isIn).map(({ currency, orders, revenue, refunds }) => {
    const money = (amount: number) => ({ amount, currency });
    return {
      currency,
      orders,
      revenue: money(revenue),
      refunds: money(refunds),
      averageOrder: money(orders === 0 ? 0 : Math.round(revenue / orders)),
      topProducts: products
        .filter((product) => isIn(product) && product.currency === currency)
        .map(({ productId, name, quantity, revenue: sold }) => ({
          productId,
          name,
          quantity,
          revenue: money(sold),
        })),
    };
  });
}

const startSql = (interval: Interval, time: string) =>
  sql`date_trunc(${interval}, ${sql.raw(time)} at time zone 'UTC')`;

async function readSales(
  { db }: Deps["database"],
  interval: Interval,
  { from, to }: Span,
): Promise<SalesRow[]> {
  const rows = await db.execute<SalesRow & { start: string | null } & Record<string, unknown>>(sql`
    with moved as (
      select ${startSql(interval, "paid_at")} as start, currency, 1 as orders, captured as revenue, 0::bigint as refunds
      from orders where paid_at >= ${iso(from)}::timestamptz and paid_at < ${iso(to)}::timestamptz
      union all
      select ${startSql(interval, "r.settled_at")}, o.currency, 0, 0, r.amount
      from refunds r join orders o on o.id = r.order_id
      where r.settled_at >= ${iso(from)}::timestamptz and r.settled_at < ${iso(to)}::timestamptz
        and r.state in ('pending', 'succeeded') and r.origin <> 'undo'
    )
    select to_char(start, 'YYYY-MM-DD') as start, currency, sum(orders)::int as orders,
      sum(revenue)::float8 as revenue, sum(refunds)::float8 as refunds
    from moved group by grouping sets ((start, currency), (currency)) order by start nulls last, currency`);
  return rows.map((row) => ({ ...row, start: dayOf(row.start) }));
}

async function readProducts(
  { db }: Deps["database"],
  interval: Interval,
  { from, to }: Span,
): Promise<ProductRow[]> {
  const rows = await db.execute<ProductRow & { start: string | null } & Record<string, unknown>>(sql`
    with sold as (
      select ${startSql(interval, "o.paid_at")} as start, o.currency, l.product_id, min(l.name) as name,
        sum(l.quantity) as quantity, sum(l.line_total - l.discount) as revenue
      from orders o join order_lines l on l.order_id = o.id
      where o.paid_at >= ${iso(from)}::timestamptz and o.paid_at < ${iso(to)}::timestamptz
      group by 1, 2, 3
    ),
    summed as (
      select start, currency, product_id, min(name) as name, sum(quantity)::int as quantity, sum(revenue)::float8 as revenue
      from sold group by grouping sets ((start, currency, product_id), (currency, product_id))
    ),
    ranked as (
      select *, row_number() over (partition by start, currency order by revenue desc, product_id) as place from summed
    )
    select to_char(start, 'YYYY-MM-DD') as start, currency, product_id as "productId", name, quantity, revenue
    from ranked where place <= ${topProducts} order by start nulls last, currency, place`);
  return rows.map((row) => ({ ...row, start: dayOf(row.start) }));
}

const iso = (time: Date) => time.toISOString();
const dayOf = (day: string | null) => (day === null ? null : new Date(`${day}T00:00:00.000Z`));
