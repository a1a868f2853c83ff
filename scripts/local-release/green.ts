import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Fleet } from "../shop/fleet";
import type { PortBlock } from "../shop/port-block";
import type { OnProcessEvent } from "../shop/restarts";
import { ShopError } from "../shop/shop-error";
import { type ProcessPlan, SupervisedProcess } from "../shop/supervised-process";
import type { ReleaseRequest } from "./release-request";

interface GreenSetting {
  request: ReleaseRequest;
  fleet: Fleet;
  block: PortBlock;
  /** What the shop started the program of this name with. */
  planOf: (name: string) => ProcessPlan;
  logFile: (name: string) => string;
  /** It crashed before it took blue's place; it is not started again. */
  onCrash: (why: string) => void;
}

/** As long as ECS gives a task, and no service of ours takes. */
export const stopWithinMs = 27_000;

/** The new processes of a service, from the release's own bundles: each stands beside the old one until it takes its place. */
export class Green {
  readonly #setting: GreenSetting;
  readonly #started: SupervisedProcess[] = [];
  #isStopped = false;

  constructor(setting: GreenSetting) {
    this.#setting = setting;
  }

  /**
   * Starts `main` or `worker`; `tell` is heeded once it has taken the old one's place.
   * @throws ShopError when it exits, or does not serve in time; its last words are in the message
   */
  async start(program: "main" | "worker", tell: OnProcessEvent): Promise<SupervisedProcess> {
    const { request, fleet, block } = this.#setting;
    const name = program === "main" ? request.service : `${request.service}-worker`;
    const port = program === "main" ? await block.next() : undefined;
    const plan = this.#plan(name, program, { port, internalPort: await block.next() });
    const process: SupervisedProcess = new SupervisedProcess(plan, (event, ...what) => {
      if (fleet.has(process)) return tell(event, ...what);
      // Before the restart that would follow.
      void process.stop(0);
      this.#setting.onCrash(`Green ended by itself (${what[1]}). Its log is ${plan.logFile}`);
    });
    if (this.#isStopped) throw new ShopError("Green is not wanted any more.");
    this.#started.push(process);
    fleet.putBeside(`${name}-green`, process);
    await process.start();
    return process;
  }

  /** Stops what has not taken an old one's place. */
  async stop(withinMs: number): Promise<void> {
    this.#isStopped = true;
    const { fleet, block } = this.#setting;
    const left = this.#started.splice(0).filter((process) => !fleet.has(process));
    await Promise.all(left.map((process) => process.stop(withinMs)));
    for (const process of left) {
      fleet.takeAway(process);
      block.giveBack(portsOf(process));
    }
  }

  #plan(
    name: string,
    program: string,
    ports: { port: number | undefined; internalPort: number },
  ): ProcessPlan {
    const { request, planOf, logFile } = this.#setting;
    const file = join(request.build, `services/${request.service}/${program}.js`);
    if (!existsSync(file))
      throw new ShopError(`There is no ${file}: build that tree first, by npm run build.`);
    const { port, internalPort } = ports;
    const plan = planOf(name);
    return {
      ...plan,
      program: file,
      environment: {
        ...plan.environment,
        ...request.environment,
        SERVICE_VERSION: request.version,
        PORT: String(port ?? 0),
        INTERNAL_PORT: String(internalPort),
      },
      ...(port !== undefined && { port }),
      internalPort,
      health:
        port === undefined
          ? `http://127.0.0.1:${internalPort}/health/live`
          : `http://127.0.0.1:${port}/health/serving`,
      logFile: logFile(`${name}-${request.version}`),
    };
  }
}

export const portsOf = ({ plan }: SupervisedProcess) => [plan.port ?? [], plan.internalPort ?? []].flat();
