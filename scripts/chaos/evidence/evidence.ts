import type { CustomerStory } from "../customers/story";
import type { Kill } from "../killers/strike";
import type { SentMail } from "./mail-store";

export interface OrderRow {
  id: string;
  number: string;
  status: string;
  step: string;
  email: string;
  cartId: string;
  cartVersion: number;
  key: string | null;
  currency: string;
  total: number;
  captured: number;
  refunded: number;
  paidAt: Date | null;
  lines: { sku: string; quantity: number }[];
}

export interface RefundRow {
  id: string;
  orderId: string;
  state: string;
  amount: number;
}

export interface StockRow {
  sku: string;
  onHand: number;
  reserved: number;
  ledger: number;
}

/** What all of the ledger's entries of an order and a SKU sum to. */
export interface Taken {
  orderId: string;
  sku: string;
  pieces: number;
}

/** The payment gateway's own books. */
export interface GatewayBooks {
  intents: { id: string; status: string; amount: number; metadata: { orderId?: string } }[];
  charges: {
    id: string;
    payment_intent: string;
    captured: boolean;
    amount_captured: number;
    amount_refunded: number;
    currency: string;
  }[];
  refunds: { id: string; payment_intent: string; status: string; amount: number }[];
  totals: Record<string, { authorised: number; captured: number; refunded: number }>;
}

/** All that the invariants are checked against, as it is once nothing is under way any more. */
export interface Evidence {
  stories: readonly CustomerStory[];
  orders: readonly OrderRow[];
  refunds: readonly RefundRow[];
  stock: readonly StockRow[];
  taken: readonly Taken[];
  books: GatewayBooks;
  mails: readonly SentMail[];
  kills: readonly Kill[];
  /** What is still under way though it should not be, and messages that nobody could take. */
  leftovers: Readonly<Record<string, number>>;
}

const dead: readonly string[] = ["payment-failed", "cancelled", "expired"];
const unfinished: readonly string[] = ["pending", "requires-action", "payment-pending"];

/** Whether nothing is sold by it. */
export const isDead = ({ status }: Pick<OrderRow, "status">): boolean => dead.includes(status);
export const isUnfinished = ({ status }: Pick<OrderRow, "status">): boolean => unfinished.includes(status);
