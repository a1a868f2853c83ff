import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type OnProcessEvent, Restarts } from "./restarts";
import { ShopError } from "./shop-error";

export interface ProcessPlan {
  name: string;
  /** The bundle that it runs. */
  program: string;
  args?: readonly string[];
  environment: Readonly<Record<string, string>>;
  port?: number;
  internalPort?: number;
  /** Answers 200 once the process serves. */
  health: string;
  logFile: string;
  /** Of node, beside the usual ones. */
  flags?: readonly string[];
}

const startWithinMs = 30_000;

/** A process that is started again when it crashes, on the same ports, until it is stopped. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private readonly restarts: Restarts;

  constructor(
    readonly plan: ProcessPlan,
    tell: OnProcessEvent,
  ) {
    const { name } = plan;
    this.restarts = new Restarts({
      name,
      start: () => this.start(),
      lastWords: () => this.lastWords(),
      tell,
    });
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** @throws ShopError when it exits, or does not serve in time; its last words are in the message */
  async start(): Promise<void> {
    const child = this.spawn();
    const exited = once(child, "exit").then(([code, signal]) => {
      throw new ShopError(
        `${this.plan.name} ended at its start (${signal ?? `exit ${code}`}): ${this.lastWords()}`,
      );
    });
    try {
      await Promise.race([this.untilHealthy(), exited]);
    } catch (error) {
      child.kill("SIGKILL");
      throw error;
    } finally {
      exited.catch(() => {});
    }
    const crashed = (code: number | null, signal: NodeJS.Signals | null) =>
      this.restarts.crashed(signal ?? `exit ${code}`);
    if (child.exitCode === null && child.signalCode === null) child.once("exit", crashed);
    else crashed(child.exitCode, child.signalCode);
  }

  /** Asks it to end, and kills it when it has not by then. */
  async stop(withinMs: number): Promise<void> {
    this.restarts.stop();
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), withinMs);
    await ended;
    clearTimeout(timer);
  }

  private spawn(): ChildProcess {
    const log = openSync(this.plan.logFile, "a");
    const flags = ["--require", join(__dirname, "child.js"), ...(this.plan.flags ?? [])];
    const child = spawn(process.execPath, [...flags, this.plan.program, ...(this.plan.args ?? [])], {
      env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...this.plan.environment },
      // A group of its own: Ctrl-C reaches the supervisor alone, which stops all in order.
      detached: true,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    this.child = child;
    this.restarts.began();
    return child;
  }

  private async untilHealthy(): Promise<void> {
    const until = performance.now() + startWithinMs;
    while (performance.now() < until) {
      const response = await fetch(this.plan.health, { signal: AbortSignal.timeout(1_000) }).catch(
        () => null,
      );
      await response?.body?.cancel();
      if (response?.ok) return;
      await pause(40);
    }
    throw new ShopError(
      `${this.plan.name} did not serve within ${startWithinMs / 1000} s: ${this.lastWords()}`,
    );
  }

  /** The end of its log, on one line. */
  private lastWords(): string {
    const lines = readFileSync(this.plan.logFile, "utf8").trimEnd().split("\n").slice(-3);
    return `${lines.join(" ").slice(-600)} (all of it in ${this.plan.logFile})`;
  }
}
