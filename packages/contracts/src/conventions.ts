import { z } from "zod";

/** A point in time as every answer writes it: RFC 3339 in UTC with milliseconds. */
export const Timestamp = z.iso
  .datetime({ precision: 3 })
  .meta({ id: "Timestamp", example: "2026-01-31T12:00:00.000Z" });

/** A page of a list, and the opaque cursor of the next one (null on the last). */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** An e-mail address, matched in lower case. At most 254 characters (RFC 5321's limit of a path). */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email())
  .meta({ id: "EmailAddress", example: "ada@example.com" });

/** An ISO 3166-1 alpha-2 country code. */
export const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 alpha-2 code")
  .meta({ id: "CountryCode", example: "US" });

/** How many pieces of one SKU: 1 to 99. */
export const Quantity = z.int().min(1).max(99);

/** Roles, weakest first: an admin is staff, and also gives out roles. */
export const Role = z.enum(["customer", "staff", "admin"]).meta({ id: "Role" });
export type Role = z.infer<typeof Role>;
