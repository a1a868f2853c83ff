import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where some programs are that only root looks for, or that Homebrew brought. */
const besidePath = ["/usr/sbin", "/opt/homebrew/bin"];

/** Where a program is on this machine; undefined where it is not. */
export const findProgram = (name: string): string | undefined =>
  [...(process.env.PATH ?? "").split(delimiter), ...besidePath]
    .map((folder) => join(folder, name))
    .find(existsSync);

/**
 * `describe`, for tests that need programs which npm can't bring: skipped by name where one is missing, with how to get it.
 * @throws Error where one is missing and nothing may be skipped
 */
export function describeWith(programs: readonly string[], howToGet: string) {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  if (missing.length > 0 && process.env.SHOPEASY_NOTHING_SKIPPED) {
    throw new Error(`There is no ${missing.join(", no ")}: ${howToGet}`);
  }
  return (name: string, tests: () => void): void => {
    if (missing.length === 0) describe(name, tests);
    else describe.skip(`${name} (wants ${missing.join(", ")}: ${howToGet})`, tests);
  };
}
