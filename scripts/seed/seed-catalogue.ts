import { join } from "node:path";
import { generateCatalogue } from "./catalogue";
import { doneOf } from "./done-line";
import { runProgram } from "./run-program";
import { uploadPictures } from "./upload-pictures";

export interface SeedSetting {
  /** The folder of the bundles. */
  build: string;
  products: number;
  /** The environment of the catalog service. */
  environment: Readonly<Record<string, string>>;
  /** Told how many lines are imported so far. */
  onProgress: (done: number) => void;
}

/** Fills the shop with a catalogue, through the import that staff use, and with its pictures. Can be repeated. */
export async function seedCatalogue({
  build,
  products,
  environment,
  onProgress,
}: SeedSetting): Promise<void> {
  const imported = runProgram({
    program: join(build, "services/catalog/import.js"),
    // Without a bound it would let garbage lie, as long as the machine has memory.
    environment: { ...environment, NODE_OPTIONS: "--max-old-space-size=192 --max-semi-space-size=8" },
    input: ndjson(products),
    onLine: (line) => {
      const done = doneOf(line);
      if (done !== null) onProgress(done);
    },
  });
  await Promise.all([imported, uploadPictures(products, environment)]);
}

function* ndjson(products: number): Generator<string> {
  for (const line of generateCatalogue({ products })) yield `${JSON.stringify(line)}\n`;
}
