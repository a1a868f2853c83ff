import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { localAccount } from "../../cloud/local-account";

export interface RelayArguments {
  databaseUrl: string;
  topicArn: string;
  /** Of SNS. */
  endpoint: string;
}

/** A relay that is killed, and started again at once. */
export class RelayProcess {
  readonly #program: string;
  readonly #args: RelayArguments;
  #child: ChildProcess;

  constructor(program: string, args: RelayArguments) {
    this.#program = program;
    this.#args = args;
    this.#child = this.#start();
  }

  /** SIGKILL: whatever it was at is left as it stood. */
  async kill(): Promise<void> {
    await this.end();
    this.#child = this.#start();
  }

  async end(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  #start(): ChildProcess {
    return spawn(process.execPath, [this.#program, JSON.stringify(this.#args)], {
      env: { ...process.env, ...localAccount },
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
}
