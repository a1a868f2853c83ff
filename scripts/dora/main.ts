import { join } from "node:path";
import { openClients } from "../release/aws/clients";
import { readEnvironmentNote } from "../release/aws/environment-note";
import { doraFigures } from "../release/figures/dora-rules";
import { folderStore } from "../release/records/folder-store";
import type { ReleaseRecord } from "../release/records/release-record";
import { ReleaseRecords } from "../release/records/release-records";
import { s3Store } from "../release/records/s3-store";
import { ReleaseError } from "../release/release-error";
import { type DoraOptions, helpText, readOptions } from "./options";
import { reportOf } from "./report";

/** `npm run dora`: how well we release, from the records of releases. */
async function main(): Promise<string> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") return helpText;
  const since = new Date(Date.now() - options.days * 86_400_000);
  const figures = doraFigures(await recordsOf(options, since), options.days);
  if (!options.isJson) return reportOf(figures, options);
  const { environment, days } = options;
  return `${JSON.stringify({ environment, days, since: since.toISOString(), ...figures }, null, 2)}\n`;
}

async function recordsOf({ environment, profile }: DoraOptions, since: Date): Promise<ReleaseRecord[]> {
  if (environment === "local") return new ReleaseRecords(folderStore(localFolder)).list({ since });
  const clients = openClients({ profile });
  try {
    const { releasesBucket } = await readEnvironmentNote(clients.ssm, environment);
    return await new ReleaseRecords(s3Store(clients.s3, releasesBucket)).list({ since });
  } finally {
    clients.close();
  }
}

/** Where npm run release:local keeps its records. */
const localFolder = join(".shopeasy", "releases");

const withoutRegion = new ReleaseError(
  "AWS_REGION is not set: in which region is the environment? (--environment local are the releases on this machine.)",
);

/** What the SDK says where neither the environment nor a profile names one. */
const isWithoutRegion = (error: unknown) => error instanceof Error && error.message === "Region is missing";

main().then(
  (text) => process.stdout.write(text),
  (error: unknown) => {
    const said = isWithoutRegion(error) ? withoutRegion : error;
    process.stderr.write(`${said instanceof ReleaseError ? said.message : Object(said).stack}\n`);
    process.exitCode = 1;
  },
);
