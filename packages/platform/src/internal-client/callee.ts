import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleType,
} from "cockatiel";
import type { Gauge } from "prom-client";
import { Pool } from "undici";
import type { Logger } from "../logging/logger";
import { UpstreamFault } from "./upstream-faults";

/** A service that we call: its connections, and the circuit that spares it while it is down. */
export interface Callee {
  name: string;
  pool: Pool;
  circuit: CircuitBreakerPolicy;
}

export interface CircuitOptions {
  /** Faults in a row that open it. */
  failures: number;
  /** Milliseconds after which one call may try whether the callee is back. */
  halfOpenAfterMs: number;
}

/** Connects at the first call, and keeps connections for less time than the callee does. */
export function createCallee(
  name: string,
  baseUrl: string,
  { failures, halfOpenAfterMs }: CircuitOptions,
  { logger, isOpen }: { logger: Pick<Logger, "warn" | "info">; isOpen?: Gauge<"callee"> | undefined },
): Callee {
  const pool = new Pool(new URL(baseUrl).origin, {
    connections: 64,
    pipelining: 1,
    connect: { timeout: 1_000 },
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 30_000,
  });
  const circuit = circuitBreaker(handleType(UpstreamFault), {
    halfOpenAfter: halfOpenAfterMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  isOpen?.set({ callee: name }, 0);
  circuit.onStateChange((state) => {
    isOpen?.set({ callee: name }, state === CircuitState.Closed ? 0 : 1);
    if (state === CircuitState.Open) logger.warn("circuit.opened", { callee: name });
    if (state === CircuitState.Closed) logger.info("circuit.closed", { callee: name });
  });
  return { name, pool, circuit };
}
