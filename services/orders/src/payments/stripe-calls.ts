import { span } from "@shopeasy/platform/tracing/tracing";
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
} from "cockatiel";
import Stripe from "stripe";
import type { NoAnswer } from "./payment-gateway";
import type { CallInFlight, StripeTransport } from "./stripe-transport";

/**
 * `refused`: Stripe answered that it will not, and why. `replayed`: it is the answer saved under the idempotency key,
 * true of that time and the same each time we ask, even where it is a 5xx that tells nothing.
 */
export type Answer<Value> =
  | { outcome: "answered"; value: Value; replayed: boolean }
  | { outcome: "refused"; error: Stripe.errors.StripeError; replayed: boolean }
  | (NoAnswer & { replayed?: boolean });

export type Circuit = { failures: number; openMs: number };

/** Asks Stripe within a deadline, behind a circuit breaker, and makes of every failure an answer of ours. */
export class StripeCalls {
  private readonly breaker: CircuitBreakerPolicy;
  /** Also those that nobody waits for any more: the SDK's pauses go on after the deadline. */
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly transport: StripeTransport,
    circuit: Circuit,
  ) {
    this.breaker = circuitBreaker(handleWhenResult(isGatewayFailure), {
      breaker: new ConsecutiveBreaker(circuit.failures),
      halfOpenAfter: circuit.openMs,
    });
  }

  /** `deadline` is a time in milliseconds since 1970, so that several questions can share one. */
  async ask<Value>(
    name: string,
    deadline: number,
    work: () => Promise<Stripe.Response<Value>>,
  ): Promise<Answer<Value>> {
    const call: CallInFlight = { deadline, mayHaveActed: false, isUnderWay: false };
    const options = { annotations: { operation: name }, remote: true } as const;
    try {
      return await this.breaker.execute(() =>
        span(
          "payment-gateway",
          async (part) => {
            const answer = await this.transport.calls.run(call, () =>
              withinDeadline(call, this.kept(answered(call, work))),
            );
            part.annotate("outcome", answer.outcome);
            if (isGatewayFailure(answer)) part.setFault();
            return answer;
          },
          options,
        ),
      );
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { outcome: "unavailable", reason: "circuit-open" };
      throw error;
    }
  }

  /** Resolves when no call is under way. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  private kept<Value>(call: Promise<Value>): Promise<Value> {
    const kept = call.finally(() => this.running.delete(kept));
    this.running.add(kept);
    return kept;
  }
}

async function withinDeadline<Value>(
  call: CallInFlight,
  answer: Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  let alarm: NodeJS.Timeout | undefined;
  // The SDK pauses between its tries without regard to the deadline. What it still tries after it, is not sent.
  const timeUp = new Promise<Answer<Value>>((resolve) => {
    alarm = setTimeout(() => resolve(noAnswer(call, "timed-out")), call.deadline - Date.now());
  });
  try {
    return await Promise.race([answer, timeUp]);
  } finally {
    clearTimeout(alarm);
  }
}

async function answered<Value>(
  call: CallInFlight,
  work: () => Promise<Stripe.Response<Value>>,
): Promise<Answer<Value>> {
  try {
    const value = await work();
    return {
      outcome: "answered",
      value,
      replayed: value.lastResponse.headers["idempotent-replayed"] === "true",
    };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return failure(call, error);
  }
}

function failure(call: CallInFlight, error: Stripe.errors.StripeError): Answer<never> {
  const replayed = error.headers?.["idempotent-replayed"] === "true";
  if (error instanceof Stripe.errors.StripeConnectionError) {
    return noAnswer(call, error.message.includes("timeout") ? "timed-out" : "connection-failed");
  }
  if (error instanceof Stripe.errors.StripeRateLimitError) return noAnswer(call, "rate-limited");
  if (error instanceof Stripe.errors.StripeAuthenticationError) return noAnswer(call, "not-authenticated");
  if (error instanceof Stripe.errors.StripePermissionError) return noAnswer(call, "not-permitted");
  if (error instanceof Stripe.errors.StripeAPIError) {
    const reason =
      error.statusCode === 409 ? "request-in-progress" : `gateway-error-${error.statusCode ?? "unreadable"}`;
    return { ...noAnswer(call, reason), replayed };
  }
  return { outcome: "refused", error, replayed };
}

function noAnswer({ mayHaveActed, isUnderWay }: CallInFlight, reason: string): NoAnswer {
  return { outcome: mayHaveActed || isUnderWay ? "unknown" : "unavailable", reason };
}

// A saved answer, or a request of ours that still runs, tells of a gateway that is well.
function isGatewayFailure(result: unknown): boolean {
  const answer = result as Answer<unknown>;
  if (answer.outcome !== "unknown" && answer.outcome !== "unavailable") return false;
  return !answer.replayed && answer.reason !== "request-in-progress";
}
