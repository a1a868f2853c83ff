import { randomUUID } from "node:crypto";
import { afterOrder } from "./after-order";
import { confirmPayment, type PaymentPage } from "./confirm-payment";
import { fillCart } from "./fill-cart";
import type { Member } from "./members";
import { placeOrder } from "./place-order";
import type { CustomerPlan } from "./plan-customer";
import type { AskShop } from "./shop-calls";
import { begunStory, type CustomerStory } from "./story";

export interface CustomerWorld extends PaymentPage {
  ask: AskShop;
  staff: Member;
  /** Members who are not shopping just now. */
  idleMembers: Member[];
  signal: AbortSignal;
  /** She sends her order now. */
  onOrder: () => void;
}

/** One visit, from the empty cart to what comes after the order. Never throws: whatever happens is in her story. */
export async function shopOnce(world: CustomerWorld, plan: CustomerPlan): Promise<CustomerStory> {
  const story = begunStory(plan);
  const member = plan.isMember ? world.idleMembers.shift() : undefined;
  try {
    await visit(world, story, await member?.signedIn());
  } finally {
    if (member) world.idleMembers.push(member);
  }
  return story;
}

async function visit(world: CustomerWorld, story: CustomerStory, token: string | undefined): Promise<void> {
  const { ask, staff, signal, onOrder } = world;
  const { plan } = story;
  story.cartId = await fillCart(ask, plan, token, signal);
  if (story.cartId === null || signal.aborted) return;
  story.key = randomUUID();
  onOrder();
  const { status, body } = await placeOrder({ ask, story, token, signal });
  const { id: orderId, clientSecret, total } = body ?? {};
  if (orderId === undefined) return;
  if (status === 202 && clientSecret !== undefined) {
    story.confirmed = await confirmPayment(world, plan, { orderId, clientSecret });
  }
  if (status === 201 && total) {
    const order = { id: orderId, token: body?.token ?? undefined, total };
    await afterOrder({ ask, staff, story, token, signal }, order);
  }
}
