import { CountryCode, Timestamp } from "@shopeasy/contracts/conventions";
import { z } from "zod";
import { faultsOfTable } from "./tax-table-rules";

const rate = {
  country: CountryCode,
  name: z.string().trim().min(1).max(100).describe("As the customer reads it."),
  rateBasisPoints: z.int().min(0).max(10_000).describe("Hundredths of a per cent: 1900 is 19 %."),
  inclusive: z.boolean().describe("Whether prices hold the tax already: it is told then, and not added."),
};

const NewTaxRate = z
  .strictObject({
    ...rate,
    region: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .nullable()
      .default(null)
      .describe(
        "As it stands in addresses, in any case. Where a region has rates, its country's do not hold. Null: the whole country.",
      ),
    inclusive: rate.inclusive.default(false),
    appliesToShipping: z.boolean().default(false),
  })
  .meta({
    id: "NewTaxRate",
    example: { country: "US", region: "WA", name: "Sales tax", rateBasisPoints: 650, inclusive: false },
  });

const rates = [
  {
    country: "US",
    region: "WA",
    name: "Sales tax",
    rateBasisPoints: 650,
    inclusive: false,
    appliesToShipping: true,
  },
  {
    country: "DE",
    region: null,
    name: "MwSt.",
    rateBasisPoints: 1_900,
    inclusive: true,
    appliesToShipping: true,
  },
];

/** The whole table. Several rates of one place hold together, as Canada's federal and provincial ones do. */
export const NewTaxTable = z
  .strictObject({
    rates: z
      .array(NewTaxRate)
      .max(2_000)
      .superRefine((table, context) => {
        for (const { position, message } of faultsOfTable(table)) {
          context.addIssue({ code: "custom", path: [position], message });
        }
      }),
  })
  .meta({ id: "NewTaxTable", example: { rates } });
export type NewTaxTable = z.infer<typeof NewTaxTable>;

const TaxRateView = z
  .strictObject({ ...rate, region: z.string().nullable(), appliesToShipping: z.boolean() })
  .meta({ id: "TaxRate", example: rates[0] });

export const TaxTable = z
  .strictObject({
    version: z.int().describe("Grows with each table that is put; 0 while there was none."),
    updatedAt: Timestamp.nullable(),
    rates: z.array(TaxRateView),
  })
  .meta({ id: "TaxTable", example: { version: 3, updatedAt: "2026-01-31T12:00:00.000Z", rates } });
export type TaxTable = z.infer<typeof TaxTable>;
