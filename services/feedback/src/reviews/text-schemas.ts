import { noCardNumber } from "@shopeasy/platform/card-data/card-number-rules";
import { z } from "zod";

const controls = /\p{Cc}/u;
const controlsButBreaks = /[^\P{Cc}\n\r\t]/u;
const message = "must not contain control characters";

/** A text of one line that a person wrote, at most so many characters. */
export const OneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !controls.test(text), message)
    .refine(...noCardNumber);

/** A text of one or more paragraphs that a person wrote, at most so many characters. */
export const Prose = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !controlsButBreaks.test(text), message)
    .refine(...noCardNumber);
