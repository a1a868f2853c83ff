import { type EventType, type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import { FulfilmentId, type OrderId, RefundId, ReturnId, Sku, type UserId } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import type { Sql } from "postgres";

const sku = Sku.parse("NOR-TENT-2P-GRN");
const usd = (amount: number) => ({ amount, currency: "USD" }) as const;

interface LivingOrder {
  id: OrderId;
  number: string;
  customerId?: UserId | null;
}

/** What happens to an order after it was placed: in orders' books, with the event that tells of it. */
export function lifeOf(sql: Sql, { id: orderId, number, customerId = null }: LivingOrder) {
  const about = () => ({ id: newId(), occurredAt: new Date(), aggregateId: orderId, aggregateVersion: 3 });
  const event = <Type extends EventType>(type: Type, data: ShopEvent<Type>["data"]) =>
    shopEvent(type, about(), data as never) as ShopEvent<Type>;
  const ofOrder = { orderId, number, customerId };

  return {
    async shipped(carrier = "UPS"): Promise<ShopEvent<"order.fulfilled">> {
      const fulfilmentId = FulfilmentId.parse(newId());
      const items = [{ sku, quantity: 1 }];
      await sql`insert into fulfilments ${sql({
        id: fulfilmentId,
        order_id: orderId,
        carrier,
        tracking_number: "1Z999AA10123456784",
        items: sql.json(items),
        shipped_at: new Date(),
      })}`;
      return event("order.fulfilled", { ...ofOrder, fulfilmentId, lines: items, complete: true });
    },
    delivered: (fulfilmentId: FulfilmentId): ShopEvent<"order.delivered"> =>
      event("order.delivered", { ...ofOrder, fulfilmentId, complete: true }),
    async refunded(): Promise<ShopEvent<"order.refunded">> {
      const refundId = RefundId.parse(newId());
      await sql`insert into refunds ${sql({
        id: refundId,
        order_id: orderId,
        origin: "staff",
        state: "succeeded",
        amount: 5_000,
        items: sql.json([{ sku, quantity: 1, amount: 5_000 }]),
        restock: false,
        requested_at: new Date(),
      })}`;
      return event("order.refunded", { ...ofOrder, refundId, amount: usd(5_000), refunded: usd(5_000) });
    },
    async returnIs(
      status: string,
      returnId: ReturnId = ReturnId.parse(newId()),
    ): Promise<ShopEvent<"order.return-changed">> {
      await sql`insert into returns ${sql({
        id: returnId,
        order_id: orderId,
        status,
        items: sql.json([{ sku, quantity: 1 }]),
        reason: "It does not fit.",
        requested_at: new Date(),
        changed_at: new Date(),
      })} on conflict (id) do update set status = excluded.status`;
      return event("order.return-changed", { ...ofOrder, returnId, status });
    },
    paymentFailed: (): ShopEvent<"order.payment-failed"> =>
      event("order.payment-failed", { ...ofOrder, reason: "declined" }),
    cancelled: (): ShopEvent<"order.cancelled"> =>
      event("order.cancelled", { ...ofOrder, reason: "cancelled" }),
    erased: () => sql`update orders set erasure_asked_at = now() where id = ${orderId}`,
  };
}
