import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { runningProcess } from "../cloud/process-table";
import { ShopError } from "./shop-error";

/** Room that a first start needs, with its databases and a catalogue. */
const neededBytes = 500 * 1024 * 1024;

export interface Secrets {
  serviceToken: string;
  signingKey: string;
  guestToken: string;
  stripeKey: string;
  stripeWebhook: string;
  webhookKey: string;
}

/** The folder in which one local shop keeps everything: its data, secrets, logs, and what runs. */
export class ShopDirectory {
  constructor(readonly path: string) {}

  /**
   * Takes the folder for this process.
   * @throws ShopError when another shop runs on it, it can't be written, or the disk has no room
   */
  take(): void {
    try {
      mkdirSync(join(this.path, "logs"), { recursive: true });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ShopError(
        `Cannot write to ${this.path} (${reason}): make it your own, or name another by --data.`,
      );
    }
    const holder = this.read<{ pid: number }>("lock.json");
    if (holder && holder.pid !== process.pid && isShop(holder.pid)) {
      throw new ShopError(
        `ShopEasy already runs on ${this.path} (process ${holder.pid}): stop that one first.`,
      );
    }
    const { bavail, bsize } = statfsSync(this.path);
    if (bavail * bsize < neededBytes) {
      const free = Math.round((bavail * bsize) / 1024 / 1024);
      throw new ShopError(
        `The disk of ${this.path} has ${free} MB left, and ShopEasy needs 500: make room first.`,
      );
    }
    // What a shop that was killed said of itself.
    this.leave();
    this.write("lock.json", { pid: process.pid });
  }

  /** Lets others have the folder, and says that nothing runs any more. */
  leave(): void {
    for (const name of ["lock.json", "run.json", "control.json"])
      rmSync(join(this.path, name), { force: true });
  }

  /** Throws away all but the lock. */
  reset(): void {
    for (const name of readdirSync(this.path)) {
      if (name !== "lock.json") rmSync(join(this.path, name), { recursive: true, force: true });
    }
    mkdirSync(join(this.path, "logs"), { recursive: true });
  }

  /** Made at the first start that needs them, so that tokens and encrypted keys still hold after the next. */
  secrets(): Secrets {
    const kept = this.read<Partial<Secrets>>("secrets.json");
    // Hexadecimal: the payment gateway takes no hyphen in a key.
    const random = () => randomBytes(32).toString("hex");
    const made: Secrets = {
      serviceToken: random(),
      signingKey: random(),
      guestToken: random(),
      stripeKey: `sk_test_${random()}`,
      stripeWebhook: `whsec_${random()}`,
      webhookKey: random(),
      ...kept,
    };
    this.write("secrets.json", made);
    return made;
  }

  /** @throws ShopError for a file that is there and broken */
  read<T>(name: string): T | null {
    const path = join(this.path, name);
    if (!existsSync(path)) return null;
    try {
      return JSON.parse(readFileSync(path, "utf8")) as T;
    } catch {
      throw new ShopError(`${path} is broken: begin anew with npm start -- --reset, or remove it.`);
    }
  }

  /** Writes a file that is not there yet. */
  make(name: string, content: unknown): void {
    if (!existsSync(join(this.path, name))) this.write(name, content);
  }

  /** Whole or not at all: readers never see half a file. */
  write(name: string, content: unknown): void {
    const path = join(this.path, name);
    writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  logFile(name: string): string {
    return join(this.path, "logs", `${name}.log`);
  }
}

/** Whether a shop runs under this id; after a restart of the machine it may be anybody's. */
const isShop = (pid: number) => runningProcess(pid)?.commandLine.includes("scripts/shop/main.js") ?? false;
