import type { InvalidValue } from "@shopeasy/platform/errors";
import { invalidValues } from "@shopeasy/platform/invalid-values";
import { faultOfReceived } from "@shopeasy/platform/received-rules";
import { ImportLine } from "./import-line-schemas";

/** What a value from a file describes, or what is wrong with it. One without a `kind` is a product. */
export function describedBy(value: unknown): { content: ImportLine } | { faults: InvalidValue[] } {
  const broken = faultOfReceived(value);
  if (broken) return { faults: [broken] };
  const parsed = ImportLine.safeParse(isKindless(value) ? { kind: "product", ...value } : value);
  return parsed.success ? { content: parsed.data } : { faults: invalidValues(parsed.error) };
}

const isKindless = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !("kind" in value);
