import { rm } from "node:fs/promises";
import { join } from "node:path";
import { versionSchema } from "../release/records/release-record";
import { ReleaseError } from "../release/release-error";
import { commitsOf, versionOfTree } from "../release/source/git";
import { createProgress } from "../shop/progress";
import { ShopError } from "../shop/shop-error";
import { makeBundles } from "./bundles";
import { controlOf } from "./control-client";
import { createLiveView, statusLines } from "./live-view";
import { readOptions, usage, type Wanted } from "./options";
import type { ReleaseEvent } from "./release-events";

const root = join(__dirname, "../../..");
const exitCodes = { succeeded: 0, "rolled-back": 1, failed: 1 };

/** `npm run release:local`: releases a service of the shop that runs here, as on AWS. Gives the exit code. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const control = () => controlOf(options.dataDir);
  switch (options.command) {
    case "help":
      console.log(usage);
      return 0;
    case "status":
      console.log(statusLines(await control().status()).join("\n"));
      return 0;
    case "abort":
      console.log((await control().abort()).message);
      return 0;
    case "release":
      return release(control(), options, options.dataDir);
  }
}

async function release(
  control: ReturnType<typeof controlOf>,
  wanted: Wanted,
  dataDir: string,
): Promise<number> {
  const { service, strategy, holdSeconds, environment, from } = wanted;
  const { services, release } = await control.status();
  if (release) {
    throw new ReleaseError(`${release.service} is being released now: wait for it, or end it by --abort.`);
  }
  // Git tells of the folder that it runs in.
  if (from !== undefined) enter(from);
  const version = wanted.version ?? (await versionHere());
  const running = services.find((one) => one.service === service)?.version;
  const previous = versionSchema.safeParse(running).data ?? null;
  const commits = await commitsOf(service, previous && commitOf(previous), commitOf(version));

  const where = { root: from ?? root, service, dataDir, asBuilt: from !== undefined };
  const build = await createProgress(process.stdout).step(
    from === undefined ? `Building ${service}` : `Copying ${service} from ${from}`,
    () => makeBundles(where),
  );
  const view = createLiveView(process.stdout);
  let interrupts = 0;
  process.on("SIGINT", () => {
    interrupts += 1;
    // Whoever is not waited for is heard, too: the supervisor sees us go.
    if (interrupts > 2) process.exit(130);
    if (interrupts > 1) return view.print("  It goes back. Once more leaves it to that.");
    control
      .abort()
      .catch((error: unknown) => view.print(`  ${error instanceof Error ? error.message : error}`));
  });

  let last: ReleaseEvent | undefined;
  const request = { service, version, strategy, holdSeconds, build, environment, commits };
  try {
    for await (const event of control.release(request)) {
      view.heed(event);
      last = event;
    }
  } catch (error) {
    // It is the supervisor's once it has begun.
    if (!last) await rm(build, { recursive: true, force: true });
    if (!last || error instanceof ReleaseError) throw error;
  }
  if (last?.event !== "ended") throw new ReleaseError("The shop ended in the middle of the release.");
  return interrupts > 0 && last.outcome !== "succeeded" ? 130 : exitCodes[last.outcome];
}

async function versionHere(): Promise<string> {
  try {
    return await versionOfTree({ isLocal: true });
  } catch (cause) {
    throw new ReleaseError(`${Object(cause).message}\nWithout git, say which version it is: --version`, {
      cause,
    });
  }
}

function enter(folder: string): void {
  try {
    process.chdir(folder);
  } catch {
    throw new ReleaseError(`There is no folder ${folder}.`);
  }
}

const commitOf = (version: string) => version.replace("-dirty", "");

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const expected = error instanceof ReleaseError || error instanceof ShopError;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  },
);
