import { z } from "zod";
import {
  type AppError,
  Conflict,
  Forbidden,
  Gone,
  InvalidInput,
  NotFound,
  PaymentRequired,
  PreconditionFailed,
  Unavailable,
  Unprocessable,
} from "../errors";
import { problemTypes } from "../http/problem";

/** A callee that can't be reached, breaks or answers too late: what is tried again, and opens the circuit. */
export class UpstreamFault extends Error {
  constructor(
    message: string,
    /** Whether another try may go better, if the call may be sent twice at all. */
    readonly worthRetrying: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "UpstreamFault";
  }
}

/** What our caller is told, whatever was wrong with the callee: that story is in the log. */
export function upstreamUnavailable(cause: unknown): Unavailable {
  const detail = "Something that this needs does not answer just now. Try again in a moment.";
  return new Unavailable("upstream-unavailable", detail, {}, { cause }).withHeaders({ "Retry-After": "2" });
}

const ReceivedProblem = z.looseObject({
  type: z.string().startsWith(problemTypes),
  detail: z.string().default(""),
  title: z.unknown(),
  status: z.unknown(),
  instance: z.unknown(),
});

const InvalidValues = z.array(z.object({ path: z.string(), message: z.string() }));

const refusals = {
  402: PaymentRequired,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  410: Gone,
  412: PreconditionFailed,
  422: Unprocessable,
} as const;

/**
 * The callee's refusal (4xx) as an error of our own: same status, code and extras. Undefined for an answer that says
 * nothing to our caller: no problem, or one about us (a service token that is not believed, a call that isn't there).
 */
export function refusalOf(status: number, body: unknown): AppError | undefined {
  const received = ReceivedProblem.safeParse(body);
  if (!received.success) return undefined;
  const { type, detail, title: _title, status: _status, instance: _instance, ...extras } = received.data;
  const code = type.slice(problemTypes.length);
  if (status === 400) return new InvalidInput(InvalidValues.catch([]).parse(extras.errors), code, detail);
  const Refusal = Object.hasOwn(refusals, status) ? refusals[status as keyof typeof refusals] : undefined;
  return Refusal && new Refusal(code, detail, extras);
}
