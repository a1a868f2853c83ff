import { addressFields } from "@shopeasy/contracts/address";
import { listOf } from "@shopeasy/contracts/conventions";
import { AddressId } from "@shopeasy/contracts/ids";
import { noCardNumber } from "@shopeasy/platform/card-data/card-number-rules";
import { z } from "zod";
import { isCountry } from "./country-rules";

/** A label's printer takes a line as it is: nothing in it may end the line. */
const printable = (field: z.ZodString) =>
  field
    .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), "must not contain control characters")
    .refine(...noCardNumber);

const { name, line1, line2, city, region, postalCode, phone } = addressFields;

const neededFields = {
  name: printable(name),
  line1: printable(line1),
  city: printable(city),
  country: z
    .string()
    .refine(isCountry, "must be the ISO 3166-1 alpha-2 code of a country")
    .meta({ example: "US", pattern: "^[A-Z]{2}$" }),
};

const otherFields = {
  line2: printable(line2.unwrap()).nullable().optional(),
  region: printable(region.unwrap()).nullable().optional().describe("State, province or the like."),
  postalCode: postalCode
    .unwrap()
    .toUpperCase()
    .refine((code) => /^[A-Z0-9][A-Z0-9 -]*$/.test(code), "must be letters and digits")
    .nullable()
    .optional()
    .describe("By the country's rules; to be left out only where a country has none or hardly uses them."),
  phone: phone
    .unwrap()
    .regex(/^\+?\d[\d ().-]{3,30}$/, "must be a telephone number, as +1 555 0100")
    .nullable()
    .optional(),
  isDefaultShipping: z.boolean().optional(),
  isDefaultBilling: z.boolean().optional(),
};

const example = {
  name: "Ada Lovelace",
  line1: "1 Main Street",
  line2: null,
  city: "Springfield",
  region: "IL",
  postalCode: "62701",
  country: "US",
  phone: "+1 555 0100",
  isDefaultShipping: true,
  isDefaultBilling: true,
};

export const NewAddress = z
  .strictObject({ ...neededFields, ...otherFields })
  .meta({ id: "NewAddress", example });
export type NewAddress = z.infer<typeof NewAddress>;

export const AddressChanges = z
  .strictObject({ ...neededFields, ...otherFields })
  .partial()
  .meta({ id: "AddressChanges", example: { line2: "Apartment 4", isDefaultShipping: true } });
export type AddressChanges = z.infer<typeof AddressChanges>;

export const SavedAddress = z
  .strictObject({
    id: AddressId,
    name: z.string(),
    line1: z.string(),
    line2: z.string().nullable(),
    city: z.string(),
    region: z.string().nullable(),
    postalCode: z.string().nullable(),
    country: z.string(),
    phone: z.string().nullable(),
    isDefaultShipping: z.boolean(),
    isDefaultBilling: z.boolean(),
  })
  .meta({ id: "SavedAddress", example: { id: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a11", ...example } });
export type SavedAddress = z.infer<typeof SavedAddress>;

export const AddressList = listOf(SavedAddress).meta({ id: "AddressList" });
