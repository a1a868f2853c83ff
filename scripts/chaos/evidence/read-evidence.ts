import type { ShopDatabases } from "./databases";
import type { GatewayBooks, OrderRow, RefundRow, StockRow, Taken } from "./evidence";

/** What the databases say, as it is now. */
export async function readDatabases({ orders: ordersDb, catalog }: ShopDatabases) {
  const [orders, refunds, stock, taken] = await Promise.all([
    ordersDb<OrderRow[]>`
      select o.id, number, status, step, email, cart_id as "cartId", cart_version as "cartVersion",
        idempotency_key as key, currency, total::float8, captured::float8, refunded::float8, paid_at as "paidAt",
        (select jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity)) from order_lines l
          where l.order_id = o.id) as lines
      from orders o`,
    ordersDb<RefundRow[]>`select id, order_id as "orderId", state, amount::float8 from refunds`,
    catalog<StockRow[]>`
      select s.sku, s.on_hand as "onHand", s.reserved,
        coalesce((select sum(delta) from stock_ledger l where l.sku = s.sku), 0)::float8 as ledger
      from stock s`,
    catalog<Taken[]>`
      select order_id as "orderId", sku, -sum(delta)::float8 as pieces from stock_ledger
      where order_id is not null group by order_id, sku`,
  ]);
  return { orders, refunds, stock, taken };
}

/** What the payment gateway's stand-in says. */
export async function readGatewayBooks(payments: string): Promise<GatewayBooks> {
  const response = await fetch(`${payments}/_stand-in/books`, { signal: AbortSignal.timeout(30_000) });
  return (await response.json()) as GatewayBooks;
}
