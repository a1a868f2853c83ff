/** Coupons to try in a local shop, and the tax rates of some places; elsewhere there is none. */
export const localTerms = {
  promotions: [
    { code: "WELCOME10", kind: "percentage", value: 10 },
    {
      code: "SUMMER5",
      kind: "fixed",
      value: { amount: 500, currency: "USD" },
      minSubtotal: { amount: 2_500, currency: "USD" },
    },
    { code: "FREESHIP", kind: "free-shipping" },
    { code: "OUTDOOR15", kind: "percentage", value: 15, categories: ["outdoor"] },
    { code: "ONCE20", kind: "percentage", value: 20, maxUsesPerCustomer: 1 },
  ],
  taxRates: [
    { country: "US", region: "WA", name: "Sales tax", rateBasisPoints: 650, appliesToShipping: true },
    { country: "CA", name: "GST", rateBasisPoints: 500, appliesToShipping: true },
    { country: "CA", region: "BC", name: "GST", rateBasisPoints: 500, appliesToShipping: true },
    { country: "CA", region: "BC", name: "PST", rateBasisPoints: 700 },
    { country: "DE", name: "MwSt.", rateBasisPoints: 1_900, inclusive: true, appliesToShipping: true },
    { country: "FR", name: "TVA", rateBasisPoints: 2_000, inclusive: true, appliesToShipping: true },
    { country: "GB", name: "VAT", rateBasisPoints: 2_000, inclusive: true, appliesToShipping: true },
  ],
};
