import { z } from "zod";

/** The currencies a shop may sell in; the number of decimals is ISO 4217's exponent. */
export const currencyDecimals = { USD: 2, EUR: 2, GBP: 2, CAD: 2, AUD: 2, JPY: 0, KWD: 3 } as const;

export const Currency = z
  .enum(Object.keys(currencyDecimals) as [keyof typeof currencyDecimals])
  .meta({ id: "Currency" });
export type Currency = z.infer<typeof Currency>;

/** An integer count of the currency's minor unit (ISO 4217), never a float. */
export const Money = z
  .strictObject({ amount: z.int(), currency: Currency })
  .meta({ id: "Money", example: { amount: 1999, currency: "USD" } });
export type Money = z.infer<typeof Money>;

/** A price: zero or more, and small enough that 100 lines of 99 pieces still sum to a safe integer. */
export const Price = z
  .strictObject({ amount: z.int().min(0).max(100_000_000), currency: Currency })
  .meta({ id: "Price", example: { amount: 1999, currency: "USD" } });
export type Price = z.infer<typeof Price>;

/** Money as people read it in mails and pages: `formatMoney({ amount: 1999, currency: "USD" })` is `$19.99`. */
export function formatMoney(money: Money): string {
  return formatOf(money.currency).format(money.amount / 10 ** currencyDecimals[money.currency]);
}

/** Making one takes fifty times as long as using it. */
const formats = new Map<Currency, Intl.NumberFormat>();

function formatOf(currency: Currency): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const made = new Intl.NumberFormat("en-US", { style: "currency", currency });
  formats.set(currency, made);
  return made;
}
