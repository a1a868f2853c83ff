import { setTimeout as pause } from "node:timers/promises";
import type { JsonValue } from "@openfeature/core";
import { type Client, type EvaluationContext, NOOP_PROVIDER, OpenFeature } from "@openfeature/server-sdk";
import type { FlagDeclarations, FlagValues } from "@shopeasy/contracts/flag-declaration";
import { newId } from "../ids";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { FlagReadings } from "./flag-readings";
import { readFlagSet } from "./flag-set";
import type { Asker, FlagContext, Flags } from "./flags";
import { FlagsProvider } from "./provider";
import type { FlagSource, FlagText } from "./source";

export interface FollowOptions<Declared extends FlagDeclarations> {
  asker: Asker;
  source: FlagSource | undefined;
  declared: Declared;
  /** Flags that say their default here, whatever is configured. */
  shut: readonly string[];
  logger: Pick<Logger, "info" | "warn" | "error">;
  metrics: Pick<Metrics, "counter" | "gauge">;
}

const startWaitMs = 2_000;
/** However often the source failed: when it is there again, what changed is seen within this. */
const longestPauseMs = 30_000;

/**
 * Flags that follow their source. OpenFeature's client answers in promises, some 15 µs each: so what depends on nobody
 * is asked of it once for each configuration, and read from memory then.
 */
export class FollowedFlags<Declared extends FlagDeclarations> implements Flags<Declared> {
  readonly asker: Asker;
  readonly #options: FollowOptions<Declared>;
  readonly #domain: string;
  readonly #provider = new FlagsProvider();
  readonly #client: Client;
  readonly #readings: FlagReadings;
  readonly #stopping = new AbortController();
  readonly #listeners: (() => void)[] = [];
  readonly #firstRead: Promise<void>;
  readonly #running: Promise<void>;
  #values: FlagValues<Declared>;
  #targeted: ReadonlySet<string> = new Set();

  constructor(options: FollowOptions<Declared>) {
    this.#options = options;
    const { asker, declared, source } = options;
    this.asker = asker;
    this.#values = defaultsOf(declared);
    this.#readings = new FlagReadings(options);
    // A domain of its own: several services may run in one process.
    this.#domain = `${asker.service}:${newId()}`;
    OpenFeature.setProvider(this.#domain, this.#provider);
    this.#client = OpenFeature.getClient(this.#domain, { ...asker });
    this.#firstRead = source ? this.#read(source) : Promise.resolve();
    this.#running = source ? this.#follow(source) : Promise.resolve();
  }

  get version(): string {
    return this.#readings.version;
  }

  value<Name extends keyof Declared & string>(name: Name): FlagValues<Declared>[Name] {
    return this.#values[name];
  }

  async valueFor<Name extends keyof Declared & string>(
    name: Name,
    who: FlagContext,
  ): Promise<FlagValues<Declared>[Name]> {
    return this.#targeted.has(name) ? this.#ask(name, who) : this.#values[name];
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async loaded(): Promise<void> {
    const waiting = new AbortController();
    const waited = pause(startWaitMs, undefined, { signal: waiting.signal }).catch(() => {});
    await Promise.race([this.#firstRead, waited]);
    waiting.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#options.source?.close();
    await this.#running;
    OpenFeature.setProvider(this.#domain, NOOP_PROVIDER);
  }

  async #follow(source: FlagSource): Promise<void> {
    const { signal } = this.#stopping;
    await this.#firstRead;
    while (!signal.aborted) {
      const failures = Math.max(0, this.#readings.failures - 1);
      const wait = Math.max(source.everyMs, Math.min(source.everyMs * 2 ** failures, longestPauseMs));
      await pause(wait, undefined, { signal, ref: false }).catch(() => {});
      if (!signal.aborted) await this.#read(source);
    }
  }

  async #read(source: FlagSource): Promise<void> {
    try {
      const found = await source.read();
      if (found) await this.#take(found);
      else this.#readings.unchanged();
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#readings.failed(error);
    }
  }

  async #take({ text, version }: FlagText): Promise<void> {
    const { declared } = this.#options;
    const { core, targeted, unknown } = readFlagSet(text, declared);
    this.#provider.use(core);
    const names = Object.keys(declared);
    const values = await Promise.all(names.map(async (name) => [name, await this.#ask(name, {})] as const));
    this.#targeted = targeted;
    this.#values = Object.fromEntries(values) as FlagValues<Declared>;
    this.#readings.taken(version, unknown);
    for (const listener of this.#listeners) listener();
  }

  async #ask<Name extends keyof Declared & string>(
    name: Name,
    who: FlagContext,
  ): Promise<FlagValues<Declared>[Name]> {
    const { value, default: byDefault } = declarationOf(this.#options.declared, name);
    const isShut = this.#options.shut.includes(name);
    const said = isShut ? byDefault : await this.#said(name, byDefault as JsonValue, contextOf(who));
    return value.parse(said) as FlagValues<Declared>[Name];
  }

  #said(name: string, byDefault: JsonValue, context: EvaluationContext) {
    switch (typeof byDefault) {
      case "boolean":
        return this.#client.getBooleanValue(name, byDefault, context);
      case "string":
        return this.#client.getStringValue(name, byDefault, context);
      case "number":
        return this.#client.getNumberValue(name, byDefault, context);
      default:
        return this.#client.getObjectValue(name, byDefault, context);
    }
  }
}

const contextOf = (who: FlagContext) =>
  Object.fromEntries(Object.entries(who).filter(([, known]) => known !== undefined)) as EvaluationContext;

function declarationOf(declared: FlagDeclarations, name: string) {
  const declaration = declared[name];
  if (!declaration) throw new Error(`There is no flag ${name}`);
  return declaration;
}

const defaultsOf = <Declared extends FlagDeclarations>(declared: Declared) =>
  Object.fromEntries(
    Object.entries(declared).map(([name, { value, default: byDefault }]) => [name, value.parse(byDefault)]),
  ) as FlagValues<Declared>;
