import type { z } from "zod";
import { type ImportLine, ImportLine as ImportLineSchema } from "./import-line-schemas";
import type { TextLine } from "./text-lines";

export type ParsedLine = { number: number; line: ImportLine } | { number: number; fault: string };

/** What a line says, or what is wrong with it. */
export function parseLine(read: TextLine): ParsedLine {
  if ("fault" in read) return read;
  const { number, text } = read;
  const value = jsonOf(text);
  if (value === undefined) return { number, fault: "is not JSON" };
  if (hasBrokenText(value)) return { number, fault: "has text that is not well-formed Unicode" };
  const parsed = ImportLineSchema.safeParse(value);
  return parsed.success
    ? { number, line: parsed.data }
    : { number, fault: faultText(parsed.error.issues.map(faultOf)) };
}

const mostFaults = 10;

/** Faults as one sentence: `slug: must be …; variants.0.sku: Required`. */
export const faultText = (faults: readonly { path: string; message: string }[]): string =>
  faults
    .slice(0, mostFaults)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join("; ");

const faultOf = ({ path, message }: z.core.$ZodIssue) => ({ path: path.join("."), message });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The character U+0000 and halves of surrogate pairs: JSON can say them, and PostgreSQL can't store them. */
function hasBrokenText(value: unknown): boolean {
  if (typeof value === "string") return /\0|\p{Surrogate}/u.test(value);
  return typeof value === "object" && value !== null && Object.entries(value).flat().some(hasBrokenText);
}
