import type { RequestListener } from "node:http";
import type { Logger } from "../logging/logger";
import { withHealth } from "./health";
import { listen } from "./listener";
import { endUnstarted, runUntilStopped } from "./process-life";
import type { Telemetry } from "./telemetry";

/** What a service is made of, once its configuration is read and its pools are open. */
export interface Service {
  logger: Logger;
  telemetry: Telemetry;
  host: string;
  /** 0 takes a free one. */
  port: number;
  internalPort: number;
  /** What the load balancer reaches. */
  app: RequestListener;
  /** What other services reach. */
  internalApp: RequestListener;
  /** Closes pools and clients, when the last request is answered. */
  close: () => Promise<void>;
}

/**
 * Runs a service in this process: `runService("users", async () => { … })`. What `start` throws, and a port that is
 * taken, end the process with one clear line and exit code 1.
 */
export function runService(name: string, start: () => Promise<Service>): void {
  startService(start).catch((error: unknown) => endUnstarted(name, error));
}

async function startService(start: () => Promise<Service>): Promise<void> {
  const { logger, telemetry, host, port, internalPort, app, internalApp, close } = await start();
  let serving = true;
  const internal = await listen(internalApp, host, internalPort);
  const open = await listen(
    withHealth(app, () => serving),
    host,
    port,
  );

  telemetry.begin("main", [open, internal]);

  runUntilStopped({
    logger,
    telemetry,
    listeners: [open, internal],
    stop: async () => {
      serving = false;
    },
    close,
  });
  logger.info("service.started", { port: open.port, internalPort: internal.port });
}
