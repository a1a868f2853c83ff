import type { RequestListener } from "node:http";
import type { Logger } from "../logging/logger";
import { listen } from "./listener";
import { endUnstarted, runUntilStopped } from "./process-life";
import type { Telemetry } from "./telemetry";

/** What a worker is made of: relays, consumers and sweeps, already started. */
export interface Worker {
  logger: Logger;
  telemetry: Telemetry;
  host: string;
  internalPort: number;
  /** /health/live, /health/ready and /metrics: `createInternalApp` without calls. */
  internalApp: RequestListener;
  /** Takes no more work; resolves when what was begun has ended. */
  stop: () => Promise<void>;
  /** Closes pools and clients, after that. */
  close: () => Promise<void>;
}

/** Runs a worker in this process, as `runService` runs a service. */
export function runWorker(name: string, start: () => Promise<Worker>): void {
  startWorker(start).catch((error: unknown) => endUnstarted(name, error));
}

async function startWorker(start: () => Promise<Worker>): Promise<void> {
  const { logger, telemetry, host, internalPort, internalApp, stop, close } = await start();
  const internal = await listen(internalApp, host, internalPort);

  telemetry.begin("worker", [internal]);

  runUntilStopped({ logger, telemetry, listeners: [internal], stop, close });
  logger.info("worker.started", { internalPort: internal.port });
}
