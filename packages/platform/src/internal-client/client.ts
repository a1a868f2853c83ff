import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import { decorrelatedJitterGenerator, ExponentialBackoff, handleWhen, retry } from "cockatiel";
import type { z } from "zod";
import { createServiceTokens } from "../auth/service-tokens";
import { currentContext } from "../context/request-context";
import { fillPath } from "../http/path-pattern";
import { invalidValues } from "../invalid-values";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { annotate, span } from "../tracing/tracing";
import { type Answered, send } from "./attempt";
import type { CallDefinition, InternalClient } from "./call-definition";
import { callMetrics, outcomeOf } from "./call-metrics";
import { type Callee, createCallee } from "./callee";
import { attemptDeadline, callDeadline, leastUseful } from "./deadline-rules";
import { refusalOf, UpstreamFault, upstreamUnavailable } from "./upstream-faults";

export interface InternalClientOptions {
  /** Internal origins of the services that are called, by name. */
  baseUrls: Readonly<Record<string, string>>;
  /** Our own name. */
  service: string;
  /** Of the service tokens; the first one signs. */
  secrets: readonly string[];
  logger: Logger;
  /** Where it is seen how calls end, and which circuits are open. */
  metrics?: Pick<Metrics, "gauge" | "durations">;
  /** Default: opens after 5 faults in a row, lets one call try again after 2 seconds. */
  circuit?: { failures: number; halfOpenAfterMs: number };
}

const usualCircuit = { failures: 5, halfOpenAfterMs: 2_000 };
const retries = 2;

/** The client of calls between services: deadline, retries, circuit breaker, keep-alive; see `InternalClient`. */
export function createInternalClient(options: InternalClientOptions): InternalClient {
  const { baseUrls, service, secrets, logger, metrics, circuit = usualCircuit } = options;
  const tokens = createServiceTokens({ service, secrets });
  const isOpen = metrics?.gauge(platformMetrics, "circuit_open");
  const callees = new Map<string, Callee>();
  for (const [name, url] of Object.entries(baseUrls))
    callees.set(name, createCallee(name, url, circuit, { logger, isOpen }));
  const count = metrics && callMetrics(metrics, callees);

  const calleeOf = (name: string): Callee => {
    const callee = callees.get(name);
    if (!callee) throw new Error(`${service} has no base URL of ${name}`);
    return callee;
  };

  const attemptsOf = async (definition: CallDefinition, callee: Callee, input: Input, deadline: number) => {
    const token = await tokens.tokenFor(callee.name);
    const { method, path: pattern, idempotent } = definition;
    const path = fillPath(pattern, Object(input.params));
    const body = definition.body && JSON.stringify(input.body);
    const most = idempotent ? retries : 0;

    return retrying(deadline, most).execute(({ attempt: made }) => {
      // Before the circuit: that we have no time is not the callee's fault.
      if (deadline - Date.now() < leastUseful)
        throw new Error(`There is no time left for ${definition.name}`);
      return callee.circuit.execute(() => {
        const ends = attemptDeadline(Date.now(), deadline, most - made + 1);
        const attempt = { method, path, pattern, body, token, deadline: ends };
        return span(callee.name, (part) => send(callee, attempt, part), {
          remote: true,
          annotations: { call: definition.name, ...(made > 0 && { retries: made }) },
        });
      });
    });
  };

  return {
    async call(definition, input, { deadlineMs } = {}) {
      const callee = calleeOf(definition.callee);
      const startedAt = performance.now();
      const deadline = callDeadline(
        Date.now(),
        definition.deadlineMs,
        deadlineMs,
        currentContext()?.deadline,
      );
      const answered = await attemptsOf(definition, callee, input, deadline).catch((error: unknown) => {
        const outcome = outcomeOf(error);
        // It was not even asked, so that no part of the trace tells who is away.
        if (outcome === "circuit-open") annotate("circuit_open", callee.name);
        count?.(definition, outcome, startedAt);
        logger.warn("call.failed", { call: definition.name, error });
        throw upstreamUnavailable(error);
      });
      count?.(definition, answered.status < 300 ? "ok" : "refused", startedAt);
      return resultOf(definition, answered, logger);
    },

    async close() {
      await Promise.all([...callees.values()].map(({ pool }) => pool.close()));
    },
  };
}

interface Input {
  params?: unknown;
  body?: unknown;
}

function retrying(deadline: number, most: number) {
  const isWorthIt = (error: unknown) =>
    error instanceof UpstreamFault && error.worthRetrying && deadline - Date.now() > leastUseful;
  return retry(handleWhen(isWorthIt), {
    maxAttempts: most,
    backoff: new ExponentialBackoff({
      generator: decorrelatedJitterGenerator,
      initialDelay: 30,
      maxDelay: 300,
    }),
  });
}

function resultOf<Response extends z.ZodType>(
  definition: CallDefinition<z.ZodType, z.ZodType, Response>,
  { status, body }: Answered,
  logger: Logger,
): z.output<Response> {
  if (status < 300) {
    const parsed = definition.response.safeParse(body);
    if (parsed.success) return parsed.data;
    const faults = invalidValues(parsed.error);
    logger.error("call.answer-not-understood", { call: definition.name, faults });
    throw upstreamUnavailable(parsed.error);
  }
  const refusal = refusalOf(status, body);
  if (refusal) throw refusal;
  logger.error("call.refused", { call: definition.name, status });
  throw upstreamUnavailable(new Error(`${definition.callee} answered ${status}`));
}
