import { z } from "zod";
import { CountryCode } from "./conventions";

const line = (max: number) => z.string().trim().min(1).max(max);

/** What a postal address is made of in any country; spread them into a schema. Which of the rest a country wants is its own matter. */
export const addressFields = {
  name: line(200),
  line1: line(200),
  line2: line(200).optional(),
  city: line(100),
  region: line(100).optional(),
  postalCode: line(20).optional(),
  country: CountryCode,
  phone: line(40).optional(),
} as const;
