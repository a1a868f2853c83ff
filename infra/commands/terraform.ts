import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig, type TerraformConfig } from "./config";
import { InfraError } from "./infra-error";

export interface Terraform {
  /** Runs one command in a stack's folder; gives what it printed. @throws InfraError with it, where it fails */
  run: (folder: string, ...args: string[]) => Promise<string>;
  /** Whether the provider lies on this machine, so that nothing is downloaded. */
  isMirrored: boolean;
  close: () => void;
}

/** The Terraform of this machine, with settings of our own; null where there is none. */
export function findTerraform({ path, mirrors }: TerraformConfig = readConfig()): Terraform | null {
  const program = path.map((folder) => join(folder, "terraform")).find((file) => existsSync(file));
  if (!program) return null;
  const mirror = mirrors
    .flatMap((pattern) => globSync(pattern))
    .find((folder) => existsSync(join(folder, "registry.terraform.io/hashicorp/aws")));
  const settings = mkdtempSync(join(tmpdir(), "shopeasy-terraform-"));
  const settingsFile = join(settings, "terraformrc");
  writeFileSync(
    settingsFile,
    mirror ? `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n` : "",
  );
  const environment = {
    ...{ PATH: path.join(":"), TF_CLI_CONFIG_FILE: settingsFile, CHECKPOINT_DISABLE: "1" },
    // Terraform and its provider run for seconds: more memory for a quarter less time.
    GOGC: "400",
  };
  return {
    run: (folder, ...args) => run(program, args, { folder, environment }),
    isMirrored: mirror !== undefined,
    close: () => rmSync(settings, { recursive: true, force: true }),
  };
}

function run(
  program: string,
  args: string[],
  { folder, environment }: { folder: string; environment: Record<string, string> },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, "-no-color"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...environment, HOME: tmpdir(), TF_IN_AUTOMATION: "1", TF_INPUT: "0" },
    });
    const printed: Buffer[] = [];
    child.stdout.on("data", (chunk) => printed.push(chunk));
    child.stderr.on("data", (chunk) => printed.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      const text = Buffer.concat(printed).toString();
      if (code === 0) resolve(text);
      else reject(new InfraError(`terraform ${args[0]} failed in ${folder}:\n${text.trim()}`));
    });
  });
}
