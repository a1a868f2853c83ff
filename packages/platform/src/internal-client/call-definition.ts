import type { InternalCall } from "@shopeasy/contracts/internal-call";
import type { z } from "zod";

/** An internal call as contracts declare it; to us the callee's name is any text. */
export type CallDefinition<
  Params extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> = Omit<InternalCall<Params, Body, Response>, "callee"> & { callee: string };

/** A part that the definition does not declare is not given. */
type Given<Name extends string, Schema extends z.ZodType> =
  unknown extends z.input<Schema> ? { [Key in Name]?: undefined } : { [Key in Name]: z.input<Schema> };

/** What the caller hands in: `{ params, body }`, those of them that the call declares. */
export type CallInput<Params extends z.ZodType, Body extends z.ZodType> = Given<"params", Params> &
  Given<"body", Body>;

export interface CallOptions {
  /** Less than the definition's own, in milliseconds. */
  deadlineMs?: number;
}

export interface InternalClient {
  /**
   * Calls another service and gives its answer, checked against the call's schema.
   * @throws the callee's own AppError (same status, code and extras) where it refuses;
   * Unavailable("upstream-unavailable") where it can't be reached, breaks, or does not answer in time.
   */
  call<Params extends z.ZodType, Body extends z.ZodType, Response extends z.ZodType>(
    definition: CallDefinition<Params, Body, Response>,
    input: CallInput<Params, Body>,
    options?: CallOptions,
  ): Promise<z.output<Response>>;
  /** Closes its connections, once what runs has ended. */
  close(): Promise<void>;
}
