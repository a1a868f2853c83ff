import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A program that was to fill the shop ended badly. */
export class SeedError extends Error {
  override name = "SeedError";
}

interface ProgramRun {
  program: string;
  args?: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** What it reads, piece by piece. */
  input: Iterable<string> | AsyncIterable<string>;
  /** Told each line that it prints. */
  onLine?: (line: string) => void;
}

/**
 * Runs one of the services' programs to its end, feeding it as fast as it reads.
 * @throws SeedError with its last words, when it fails
 */
export async function runProgram({
  program,
  args = [],
  environment,
  input,
  onLine,
}: ProgramRun): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-2_000);
  });
  createInterface({ input: child.stdout }).on("line", (line) => onLine?.(line));
  const ended = once(child, "exit");
  // When it dies while it is fed, its exit says more than the broken pipe.
  await pipeline(Readable.from(input), child.stdin).catch(() => {});
  const [code, signal] = await ended;
  if (code !== 0) throw new SeedError(`${program} failed (${signal ?? `exit ${code}`}): ${errors.trim()}`);
}
