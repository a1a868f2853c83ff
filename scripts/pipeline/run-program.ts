import { spawn } from "node:child_process";
import { PipelineError } from "./pipeline-error";

interface Run {
  /** The folder that it runs in; the current one where none is named. */
  cwd?: string;
  stdin?: string;
  environment?: Readonly<Record<string, string>>;
  /** Codes that it may exit with; others are failures. */
  codes?: readonly number[];
}

/** Runs a program to its end. @throws PipelineError with what it wrote, where it fails or is not there */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, stdin, environment, codes = [0] }: Run = {},
): Promise<{ code: number; output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...environment } });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => errors.push(chunk));
    // It may end before it has read everything; its exit code tells why.
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
    child.on("error", (error) => reject(new PipelineError(`Could not run ${program}: ${error.message}`)));
    child.on("close", (code, signal) => {
      const ended = { code: code ?? -1, output: textOf(output), errors: textOf(errors) };
      if (codes.includes(ended.code)) return resolve(ended);
      const how = signal ? `was ended by ${signal}` : `failed (${code})`;
      const said = `${ended.errors}${ended.output}`.trim();
      return reject(new PipelineError(`${program} ${args[0] ?? ""} ${how}${said && `:\n${said}`}`));
    });
  });
}

const textOf = (chunks: Buffer[]) => Buffer.concat(chunks).toString();
