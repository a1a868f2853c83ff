import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { aPromotion } from "../as-staff";
import { whatBecameOf } from "../left-orders";
import { codeOf, place } from "../placing";
import type { CrashGround, Restarted } from "./crash-ground";

/** A customer who is about to order 2 pieces out of 5. */
export interface Checkout {
  sku: string;
  cartId: string;
  key: string;
  coupon: string | null;
  body: Record<string, unknown>;
}

const withinMs = 25_000;

export async function aCheckout(
  ground: CrashGround,
  { coupon = false, ...body }: Record<string, unknown> & { coupon?: boolean } = {},
): Promise<Checkout> {
  const sku = await ground.stocked(5);
  const cartId = await ground.cartWith(sku, 2);
  const terms = { kind: "percentage", value: 10, maxUses: 1 };
  const { code = null } = coupon ? await aPromotion(ground, terms) : {};
  if (code) await ground.withCoupon(cartId, code);
  return { sku, cartId, key: randomUUID(), coupon: code, body };
}

/** What her exchanges are known by, before her order has an id. */
export const marksOf = ({ sku, cartId, key }: Checkout): string[] => [sku, cartId, key];

export const placeAt = (service: Restarted, { cartId, key, body }: Checkout) =>
  place(service, cartId, { key, body });

/** She sends the same request again and again, until it is answered with more than that it is being worked on. */
export const placeAgain = (service: Restarted, checkout: Checkout) =>
  eventually(
    async () => {
      const answer = await placeAt(service, checkout);
      expect(codeOf(answer)).not.toBe("request-in-progress");
      return answer;
    },
    { withinMs },
  );

/** All that became of her order is as expected, once it is done; and it was told of once. */
export const expectEnd = (
  ground: CrashGround,
  { sku, id }: { sku: string; id: string },
  end: object,
  told: Record<string, number>,
) =>
  eventually(
    async () => {
      // First what costs nothing to ask: dozens of orders end at once.
      expect(ground.events.of(id)).toEqual(told);
      expect(await whatBecameOf(ground, { id, sku })).toEqual({ ...end, events: [] });
    },
    { withinMs },
  );

/** What its timeline tells, in its order. */
export const storyOf = async ({ sql }: CrashGround, id: string): Promise<string[]> =>
  (await sql`select type from order_timeline where order_id = ${id} order by id`).map(({ type }) => type);

/** How many orders there are of her cart, and how often her coupon counts as used. */
export async function countsOf({ sql }: CrashGround, { cartId, coupon }: Checkout) {
  const [counts] = await sql`
    select (select count(*) from orders where cart_id = ${cartId})::int as orders,
      (select uses from promotions where code = ${coupon ?? ""}) as uses`;
  return counts;
}
