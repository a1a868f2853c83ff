/** A fault of the payment gateway's stand-in, as its control takes it, under a name of its own. */
export interface PaymentTrouble {
  name: string;
  faults: readonly { kind: string; on?: string; count?: number; ms?: number }[];
}

const someOf = (count: number, kind: string, on: string, more: { ms?: number } = {}) =>
  [{ kind, on, count, ...more }] as const;

/** How the connection to the payment gateway breaks: before or after it has acted, and how its webhooks go astray. */
export const paymentTroubles: readonly PaymentTrouble[] = [
  { name: "is silent, and charges nothing", faults: someOf(4, "timeout-before", "any") },
  { name: "authorises, and is silent", faults: someOf(4, "timeout-after", "create") },
  { name: "captures, and is silent", faults: someOf(4, "timeout-after", "capture") },
  { name: "answers 500, having done nothing", faults: someOf(5, "error-before", "any") },
  { name: "answers 500, having authorised", faults: someOf(4, "error-after", "create") },
  { name: "answers 500, having captured", faults: someOf(4, "error-after", "capture") },
  { name: "breaks connections off before it acts", faults: someOf(5, "reset-before", "any") },
  { name: "breaks connections off after it acted", faults: someOf(5, "reset-after", "any") },
  { name: "answers 503", faults: someOf(8, "unavailable", "any") },
  { name: "can't be reached", faults: [{ kind: "refuse", ms: 3_000 }] },
  { name: "answers late", faults: someOf(10, "answer-late", "any", { ms: 2_500 }) },
  { name: "breaks refunds off", faults: someOf(2, "reset-after", "refund") },
  {
    name: "sends webhooks late, twice and out of order",
    faults: [
      { kind: "webhooks-late", count: 10, ms: 5_000 },
      { kind: "webhooks-twice", count: 20 },
      { kind: "webhooks-out-of-order", count: 10 },
    ],
  },
  { name: "loses webhooks", faults: [{ kind: "webhooks-lost", count: 15 }] },
];

/** Has the stand-in behave so. Where it can't be reached either, nothing is changed. */
export async function troublePayments(payments: string, { faults }: PaymentTrouble): Promise<void> {
  for (const fault of faults) await control(payments, "POST", fault);
}

/** Has the stand-in behave well again. */
export const calmPayments = (payments: string): Promise<void> => control(payments, "DELETE");

async function control(payments: string, method: "POST" | "DELETE", fault?: object): Promise<void> {
  const response = await fetch(`${payments}/_stand-in/faults`, {
    method,
    ...(fault && { headers: { "content-type": "application/json" }, body: JSON.stringify(fault) }),
    signal: AbortSignal.timeout(5_000),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The stand-in answered ${response.status} to ${JSON.stringify(fault)}`);
}
