import type { z } from "zod";
import type { ServiceName } from "./route-table";

/** A call from one service to another, over the callee's internal listener. */
export interface InternalCall<
  Params extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  /** Names the call in logs, traces and metrics: `catalog.reserve-stock`. */
  name: string;
  callee: ServiceName;
  method: "GET" | "PUT" | "POST" | "DELETE";
  /** Below the callee's internal origin, parameters in braces: `/internal/reservations/{orderId}`. */
  path: string;
  params?: Params;
  body?: Body;
  response: Response;
  /** Whether sending it twice does no more than sending it once: only then is it retried. */
  idempotent: boolean;
  /** The longest the caller waits for it, in milliseconds, retries included. */
  deadlineMs: number;
}

/** Declares an internal call; both sides take their types from it. */
export function internalCall<Params extends z.ZodType, Body extends z.ZodType, Response extends z.ZodType>(
  definition: InternalCall<Params, Body, Response>,
): InternalCall<Params, Body, Response> {
  return definition;
}
