import { spawn } from "node:child_process";
import { ReleaseError } from "../release-error";

interface DockerOptions {
  /** What it reads: a password, which is not for its arguments. */
  input?: string;
  /** Whether what it prints is shown as it comes; else it is given back. */
  isShown?: boolean;
  environment?: Record<string, string>;
}

/** Runs `docker` to its end. @throws ReleaseError when it fails, or is not there */
export function docker(args: readonly string[], options: DockerOptions = {}): Promise<string> {
  const { input, isShown = false, environment } = options;
  return new Promise((resolve, reject) => {
    const child = spawn("docker", args, {
      stdio: ["pipe", isShown ? "inherit" : "pipe", isShown ? "inherit" : "pipe"],
      env: { ...process.env, ...environment },
    });
    const printed: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => printed.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk));
    // It may end before it has read all.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
    child.on("error", (cause) =>
      reject(
        new ReleaseError("There is no docker on this machine: build and push where there is.", { cause }),
      ),
    );
    child.on("close", (code) => {
      if (code === 0) return resolve(Buffer.concat(printed).toString().trim());
      const said = isShown ? "see above" : Buffer.concat(complaints).toString().trim();
      reject(new ReleaseError(`docker ${args.slice(0, 2).join(" ")} failed: ${said}`));
    });
  });
}
