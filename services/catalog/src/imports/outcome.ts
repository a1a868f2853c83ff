import { AppError, InvalidInput } from "@shopeasy/platform/errors";
import { faultText } from "./parse-line";

/** What became of a line. */
export type Outcome = "created" | "updated" | { fault: string };

export interface NumberedLine<Line> {
  number: number;
  line: Line;
}

/** What was done, or the refusal that it met. What is not the line's own fault ends the import. */
export async function outcomeOf(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { fault: refusalText(error) };
  }
}

export const isRefusal = (error: unknown): error is AppError =>
  error instanceof AppError && error.status < 500;

export const refusalText = (refusal: AppError): string =>
  refusal instanceof InvalidInput ? faultText(refusal.errors) : refusal.detail;
