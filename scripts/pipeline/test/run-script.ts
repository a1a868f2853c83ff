import { execFile } from "node:child_process";
import { join } from "node:path";

interface Ended {
  code: number;
  output: string;
  errors: string;
}

export const root = join(__dirname, "../../..");

/** Runs a built program of scripts/ as npm does, with just this environment beside the path. */
export const runScript = (
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd = root,
): Promise<Ended> =>
  new Promise((resolve) => {
    const program = join(root, `build/scripts/${name}/main.js`);
    const env = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...environment };
    execFile(process.execPath, [program, ...args], { env, cwd, timeout: 240_000 }, (error, output, errors) =>
      resolve({ code: error ? Number(error.code) : 0, output, errors }),
    );
  });
