import { ConfigurationError } from "../config/environment";
import { isDriversLoss } from "../database/errors";
import type { Logger } from "../logging/logger";
import { linesOut } from "../logging/stdout-lines";
import { flushTraces } from "../tracing/tracing";
import type { Listener } from "./listener";
import type { Telemetry } from "./telemetry";

/** What runs in a process until it is told to stop. */
export interface Running {
  logger: Logger;
  /** Tells its last when all work is done. */
  telemetry?: Pick<Telemetry, "end">;
  listeners: readonly Listener[];
  /** Called first: nothing new is begun (health says so, consumers take no more). */
  stop: () => Promise<void>;
  /** Called last, when no request is left: closes pools and clients. */
  close: () => Promise<void>;
}

export interface StopTimes {
  /** How long new requests are still answered, so that whoever sends them sees us draining. */
  graceMs: number;
  /** ECS sends SIGKILL 30 seconds after SIGTERM: the whole stop takes no longer than this. */
  limitMs: number;
}

/** For what is to be said before the process ends. */
const lastWordsMs = 1_000;

const usualTimes: StopTimes = { graceMs: 1_000, limitMs: 25_000 };

/** Runs until SIGTERM or SIGINT, then stops in order and exits: 0, or 1 where it took too long. */
export function runUntilStopped(running: Running, times: StopTimes = usualTimes): void {
  const { logger, telemetry } = running;
  let stopping = false;

  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info("service.stopping", { signal });
    setTimeout(() => {
      logger.error("service.stop-timed-out", { limitMs: times.limitMs });
      void endIn(lastWordsMs, telemetry).then(() => process.exit(1));
    }, times.limitMs).unref();

    stopInOrder(running, times).then(
      () => {
        logger.info("service.stopped");
        void linesOut(lastWordsMs).then(() => process.exit(0));
      },
      (error: unknown) => {
        logger.error("service.stop-failed", { error });
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);

  const onFatal = (error: unknown) => {
    logger.error("process.failed", { error });
    process.exit(1);
  };
  process.on("uncaughtException", onFatal);
  // postgres.js asks each new connection for its types on its own behalf: nobody waits for that, should it be given up.
  process.on("unhandledRejection", (error) => {
    if (isDriversLoss(error)) logger.warn("database.connection-lost", { error });
    else onFatal(error);
  });
}

async function stopInOrder(running: Running, { graceMs }: StopTimes): Promise<void> {
  const { telemetry, listeners, stop, close } = running;
  for (const listener of listeners) listener.drain();
  const stopped = stop();
  await new Promise((resolve) => setTimeout(resolve, graceMs));
  await Promise.all([stopped, ...listeners.map((listener) => listener.close())]);
  await telemetry?.end();
  await close();
  await flushTraces();
}

async function endIn(ms: number, telemetry: Running["telemetry"]): Promise<void> {
  await Promise.race([telemetry?.end(), new Promise((resolve) => setTimeout(resolve, ms / 2))]);
  await linesOut(ms / 2);
}

/** Says in a line or two why the process can't start, and ends it. Standard error: there may be no logger yet. */
export function endUnstarted(service: string, error: unknown): never {
  process.stderr.write(`${service} can't start: ${reasonOf(error)}\n`);
  process.exit(1);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const { code, port, message } = Object(error) as { code?: unknown; port?: unknown; message?: unknown };
  if (code === "EADDRINUSE")
    return `port ${String(port)} is taken. Stop what listens there, or set another PORT.`;
  if (code === "EACCES" && port !== undefined)
    return `port ${String(port)} needs privileges; set another PORT.`;
  return String(message ?? error);
}
