import type { FlagFile } from "@shopeasy/contracts/flag-file";

/** The configuration in use. */
export interface Stored {
  file: FlagFile;
  version: number;
  /** What a change of it gives back, so that nobody's change is written over unseen. */
  token: string;
}

/** A time that a version was put in use. */
export interface Deployed {
  at: string;
  version: number;
  /** What was done, in words. */
  what: string;
  state: string;
}

/** Where the flags of one environment are. All of it throws FlagsError for what its reader can mend. */
export interface FlagStore {
  /** Names it for people. */
  readonly place: string;
  read(): Promise<Stored>;
  /** Puts a changed configuration in use; refused where somebody else was quicker. Gives its version. */
  write(changed: FlagFile, base: Stored, what: string): Promise<number>;
  /** The newest first. */
  history(): Promise<Deployed[]>;
  /** Puts in use what was before the version in use. Gives its number. */
  rollback(): Promise<number>;
  close(): void;
}
