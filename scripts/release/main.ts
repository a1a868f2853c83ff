import { openClients } from "./aws/clients";
import { readEnvironmentNote } from "./aws/environment-note";
import { buildAll, migrateAll, promoteAll, pushAll, scanAll } from "./commands/all";
import { deploy } from "./commands/deploy";
import { rollback } from "./commands/rollback";
import { status } from "./commands/status";
import { watch } from "./commands/watch";
import { readConfig } from "./config";
import { viewOn } from "./deployments/view";
import { Interruptions } from "./interruptions";
import { type InAccount, readOptions, usage } from "./options";
import { ReleaseRecords } from "./records/release-records";
import { s3Store } from "./records/s3-store";
import { ReleaseError } from "./release-error";
import type { Releasing } from "./releasing";
import { versionOfTree } from "./source/git";

/** `npm run release`: from a commit to customers, and back. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.command === "help") return void process.stdout.write(`${usage}\n`);
  if (options.command === "build") return buildAll(options, process.stdout);
  const on = await open(options);
  try {
    await run(on, options);
  } finally {
    on.interruptions.close();
    on.aws.close();
  }
}

async function open(options: InAccount): Promise<Releasing> {
  const { by, pace } = readConfig();
  const now = () => new Date();
  const aws = openClients({ profile: options.profile });
  const note = await readEnvironmentNote(aws.ssm, options.environment);
  const interruptions = new Interruptions("onInterrupt" in options ? options.onInterrupt : undefined);
  return {
    ...{ aws, note, interruptions, by, now },
    records: new ReleaseRecords(s3Store(aws.s3, note.releasesBucket)),
    view: viewOn(process.stdout, now),
    pause: (seconds) => interruptions.pause(seconds * pace),
  };
}

async function run(on: Releasing, options: InAccount): Promise<void> {
  const { services } = options;
  switch (options.command) {
    case "push":
      return pushAll(on, services);
    case "scan":
      return scanAll(on, services, await versionOf(options));
    case "migrate":
      return migrateAll(on, services, await versionOf(options));
    case "deploy":
      return deploy(on, services, { ...options, version: await versionOf(options) });
    case "watch":
      for (const service of services) await watch(on, service);
      return;
    case "status":
      return void process.stdout.write(await status(on, services));
    case "rollback":
      for (const service of services) await rollback(on, service, options);
      return;
    case "promote":
      return promoteAll(on, services, options);
  }
}

const versionOf = async ({ version }: { version: string | undefined }) => version ?? (await versionOfTree());

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ReleaseError ? error.message : Object(error).stack}\n`);
  process.exitCode = 1;
});
