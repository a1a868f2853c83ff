import { spawn } from "node:child_process";
import { join } from "node:path";

/** The folder of playbooks and roles. */
export const playbooks = join(__dirname, "..");

/** Ansible's own messages, uncoloured, with nothing asked and nothing of this machine's settings. */
const environment = {
  ANSIBLE_CONFIG: join(playbooks, "ansible.cfg"),
  ANSIBLE_NOCOLOR: "1",
  ANSIBLE_LOCALHOST_WARNING: "false",
  LC_ALL: "C.UTF-8",
};

export interface Run {
  code: number | null;
  output: string;
}

/** Runs a program to its end, in the folder of playbooks unless another is told. */
export function run(
  program: string,
  args: readonly string[],
  { env = {}, cwd = playbooks }: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...environment, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // Less than any test has: what hangs is ended, and stays nowhere.
      timeout: 1_100_000,
    });
    const said: string[] = [];
    child.stdout.on("data", (data) => said.push(String(data)));
    child.stderr.on("data", (data) => said.push(String(data)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: said.join("") }));
  });
}

/** What a play's recap says it changed, and how many tasks failed. @throws Error with the output where there is none */
export function recapOf({ output }: Run): { changed: number; failed: number } {
  const [, changed, failed] = /changed=(\d+) +unreachable=\d+ +failed=(\d+)/.exec(output) ?? [];
  if (changed === undefined) throw new Error(`No play came to its end:\n${output}`);
  return { changed: Number(changed), failed: Number(failed) };
}
