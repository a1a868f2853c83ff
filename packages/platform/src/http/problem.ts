import type { AppError } from "../errors";

/** An RFC 9457 problem as it leaves. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The request's id, by which its log lines are found. */
  instance: string;
  [extra: string]: unknown;
}

export const problemTypes = "https://shopeasy.dev/problems/";

export const problemMediaType = "application/problem+json; charset=utf-8";

/** The problem that tells a caller of `error`. An extra never takes the place of a standard member. */
export function problemOf(error: AppError, requestId: string): Problem {
  return {
    ...error.extras,
    type: problemTypes + error.code,
    title: titleOf(error.code),
    status: error.status,
    detail: error.detail,
    instance: requestId,
  };
}

/** `out-of-stock` is "Out of stock": one title for one type, as RFC 9457 asks. */
export function titleOf(code: string): string {
  const words = code.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
