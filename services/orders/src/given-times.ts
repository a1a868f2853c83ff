import { z } from "zod";

/** As far as it can be stored and told again, whatever its offset makes of it in UTC. */
const isStorable = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year <= 9999;
};

/** A time as clients write it. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isStorable, "must be within the years 1970 to 9999");

/** A time, or a date for its beginning in UTC. */
export const DateOrInstant = z.union([
  Instant,
  z.iso.date().refine(isStorable, "must be within the years 1970 to 9999"),
]);
