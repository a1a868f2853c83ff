import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { variableFor } from "@shopeasy/contracts/resources";
import { localAccount } from "../cloud/local-account";
import type { LocalShop } from "../shop/local-shop";
import { ShopDirectory } from "../shop/shop-directory";
import { ShopError } from "../shop/shop-error";

const usage = `usage:
  npm run feedback -- recount           counts all reviews anew, and tells of products whose ratings are wrong
  npm run feedback -- recount --fix     puts them right

The local shop that runs is meant, or that of --data <folder>; or, where FEEDBACK_TABLE is set, the tables that the
environment names.`;

/** `npm run feedback`: what is done to reviews by hand, through the programs of the feedback service. Gives the exit code. */
async function main(): Promise<number> {
  const { fix, data } = readOptions();
  const program = join(__dirname, "../../services/feedback/recount.js");
  const child = spawn(process.execPath, [program, ...(fix ? ["--fix"] : [])], {
    env: environment(data),
    stdio: "inherit",
  });
  const [code] = await once(child, "exit");
  return code ?? 1;
}

function readOptions() {
  try {
    const options = { data: { type: "string" }, fix: { type: "boolean", default: false } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.join(" ") === "recount") return values;
  } catch {
    // Told by the usage, too.
  }
  throw new ShopError(usage);
}

function environment(dataDir: string | undefined): Record<string, string | undefined> {
  if (dataDir === undefined && process.env.FEEDBACK_TABLE) return process.env;
  const directory = new ShopDirectory(dataDir ?? ".shopeasy");
  const dynamodb = directory.read<LocalShop>("run.json")?.endpoints.dynamodb;
  if (!dynamodb) {
    throw new ShopError(
      `No shop runs on ${directory.path}: start one with npm start, or name another by --data.`,
    );
  }
  return {
    PATH: process.env.PATH,
    ...localAccount,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    [variableFor("table", "feedback")]: "feedback",
    [variableFor("table", "feedback-outbox")]: "feedback-outbox",
  };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof ShopError ? error.message : error);
    process.exitCode = 1;
  },
);
