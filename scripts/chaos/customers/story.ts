import type { CustomerPlan } from "./plan-customer";
import type { ShopAnswer } from "./shop-calls";

/** What became of a customer, as she saw it. */
export interface CustomerStory {
  plan: CustomerPlan;
  cartId: string | null;
  key: string | null;
  /** To her tries to order, one after the other. */
  answers: { status: number; code: string | null; orderId: string | null; orderStatus: string | null }[];
  /** To what came after: a cancellation or a refund, its last answer. */
  after: { what: string; status: number; code: string | null }[];
  /** What she wanted to do about 3-D Secure, where she was asked. */
  confirmed: string | null;
}

export const begunStory = (plan: CustomerPlan): CustomerStory => ({
  plan,
  cartId: null,
  key: null,
  answers: [],
  after: [],
  confirmed: null,
});

/** The order that an answer speaks of, whether it is the order or a problem. */
export function answered({ status, code, body }: ShopAnswer): CustomerStory["answers"][number] {
  const orderId = status < 300 ? body?.id : body?.orderId;
  return {
    status,
    code,
    orderId: orderId ?? null,
    orderStatus: status > 0 && status < 300 ? (body?.status ?? null) : null,
  };
}
