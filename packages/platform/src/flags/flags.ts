import type { FlagDeclarations, FlagValues } from "@shopeasy/contracts/flag-declaration";

/** About whom a flag is asked: `targetingKey` is the customer's id, or a guest's cart's. It is never logged. */
export interface FlagContext {
  targetingKey?: string | undefined;
  [attribute: string]: string | number | boolean | undefined;
}

/** The process that asks: rules may tell services and their versions apart. */
export interface Asker {
  service: string;
  version: string;
}

/** What the flags say now. They never fail: where nothing could be read, what was read before holds, or the default. */
export interface Flags<Declared extends FlagDeclarations> {
  /** Of the process that asks. */
  readonly asker: Asker;
  /**
   * What a flag says to this process, whoever asks: read from memory, in a few nanoseconds. The same object is given
   * until it changes.
   */
  value<Name extends keyof Declared & string>(name: Name): FlagValues<Declared>[Name];
  /** What it says about somebody, sticky by the targeting key: some 15 µs where it depends on that. */
  valueFor<Name extends keyof Declared & string>(
    name: Name,
    who: FlagContext,
  ): Promise<FlagValues<Declared>[Name]>;
  /** Called after each change of the configuration. */
  onChange(listener: () => void): void;
  /** Of the configuration in use; `defaults` where there is none. */
  readonly version: string;
  /** Resolves when the configuration was read once, or could not be, and in two seconds at most. */
  loaded(): Promise<void>;
  stop(): Promise<void>;
}
