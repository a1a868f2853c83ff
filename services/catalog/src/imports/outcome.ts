import { isUnfitValue } from "@shopeasy/platform/database/errors";
import { AppError, InvalidInput, type InvalidValue } from "@shopeasy/platform/errors";

/** What became of what an entry describes. */
export type Outcome = "created" | "updated" | { faults: readonly InvalidValue[] };

/** What was done, or the refusal that it met. What is not the line's own fault ends the batch. */
export async function outcomeOf(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!isOwnFault(error)) throw error;
    return { faults: faultsOf(error) };
  }
}

/** Whether it is the fault of what was to be stored: storing it alone, later or elsewhere would fail too. */
export const isOwnFault = (error: unknown): boolean =>
  (error instanceof AppError && error.status < 500) || isUnfitValue(error);

export function faultsOf(refusal: unknown): readonly InvalidValue[] {
  if (refusal instanceof InvalidInput) return refusal.errors;
  const message = refusal instanceof AppError ? refusal.detail : "has a value that can't be stored";
  return [{ path: "", message }];
}
