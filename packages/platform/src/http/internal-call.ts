import type { z } from "zod";
import type { CallDefinition } from "../internal-client/call-definition";

/** An internal call, as its handler sees it. */
export interface InternalRequest<Params, Body> {
  params: Params;
  body: Body;
  /** When the caller stops waiting, in epoch milliseconds. */
  deadline: number | undefined;
  /** The service that calls. */
  caller: string;
}

/** An internal call of any types, with what answers it. */
export interface ImplementedCall<Deps> {
  definition: CallDefinition;
  // A method, for its parameters are compared bivariantly: a narrower request is made wider here, once.
  handle(deps: Deps, request: InternalRequest<unknown, unknown>): Promise<unknown>;
}

/** Answers a call that contracts declare: `implementCall(getCart, async (deps: Deps, { params }) => …)`. */
export function implementCall<
  Deps,
  Params extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(
  definition: CallDefinition<Params, Body, Response>,
  handle: (
    deps: Deps,
    request: InternalRequest<z.output<Params>, z.output<Body>>,
  ) => Promise<z.input<Response>>,
): ImplementedCall<Deps> {
  return { definition, handle } as ImplementedCall<Deps>;
}
