import { readStoreConfig } from "./config";
import { importCatalogue } from "./imports/import-catalogue";
import { createStoreDeps } from "./store-deps";

const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** More would drown what matters; the summary tells how many there are. */
const mostFaultsShown = 100;

/**
 * `node import.js < catalogue.ndjson`: prints how far it is as JSON lines, `{ done, created, updated, failed }`, and at
 * last the same with `finished: true`. Lines that failed are named on standard error, and make the exit code 1.
 */
async function run(): Promise<void> {
  const deps = createStoreDeps(readStoreConfig());
  let shown = 0;
  try {
    const { total: done, ...counts } = await importCatalogue(deps, process.stdin, {
      onProgress: ({ total, ...sofar }) => print({ done: total, ...sofar }),
      onFault({ line, message }) {
        if (shown++ < mostFaultsShown) process.stderr.write(`line ${line}: ${message}\n`);
      },
    });
    print({ finished: true, done, ...counts });
    if (counts.failed > 0) process.exitCode = 1;
  } finally {
    await deps.database.close();
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`The import broke off: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
