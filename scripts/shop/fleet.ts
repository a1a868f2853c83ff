import type { SupervisedProcess } from "./supervised-process";

export interface Member {
  /** As `run.json` tells it. */
  name: string;
  process: SupervisedProcess;
}

/**
 * Every process of a shop but the databases and the cloud, by its name. While a release is under way there are two of
 * some names; one of those stands beside, under a name of its own.
 */
export class Fleet {
  readonly #members = new Map<string, SupervisedProcess>();
  readonly #beside = new Map<string, SupervisedProcess>();

  add(process: SupervisedProcess): void {
    this.#members.set(process.plan.name, process);
  }

  /** @throws Error where there is none of that name */
  named(name: string): SupervisedProcess {
    const found = this.#members.get(name);
    if (!found) throw new Error(`There is no process ${name}`);
    return found;
  }

  /** Whether it is the one that has its name. */
  has(process: SupervisedProcess): boolean {
    return this.#members.get(process.plan.name) === process;
  }

  /** `orders-green`, for the new one of `orders`. */
  putBeside(name: string, process: SupervisedProcess): void {
    this.#beside.set(name, process);
  }

  takeAway(process: SupervisedProcess): void {
    for (const [name, one] of this.#beside) if (one === process) this.#beside.delete(name);
  }

  /** It has the name from now on, and who had it stands beside as `<name>-<as>`; gives that one. */
  promote(process: SupervisedProcess, as: string): SupervisedProcess {
    const { name } = process.plan;
    const before = this.named(name);
    this.takeAway(process);
    this.#members.set(name, process);
    this.#beside.set(`${name}-${as}`, before);
    return before;
  }

  all(): Member[] {
    return [...this.#members, ...this.#beside].map(([name, process]) => ({ name, process }));
  }

  /** The gateway goes first, so that no request comes to a service that has gone. */
  async stop(withinMs: number): Promise<void> {
    const [gateway, others] = [this.all().filter(isGateway), this.all().filter((one) => !isGateway(one))];
    await Promise.all(gateway.map(({ process }) => process.stop(withinMs / 3)));
    await Promise.all(others.map(({ process }) => process.stop(withinMs)));
  }
}

const isGateway = ({ name }: Member) => name === "gateway";
