import { openDatabase } from "@shopeasy/platform/database/connect";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import { readSigningKeyConfig } from "./config";
import * as schema from "./db/schema";
import { keySettings } from "./deps";
import { listSigningKeys } from "./signing-keys/list-signing-keys";
import { rotateSigningKey, type TendingDeps } from "./signing-keys/tend-signing-keys";

const usage = `Sees to the keys that sign the access tokens.
  keys list     tells which there are, and when each signs
  keys rotate   publishes a new one now, which signs in 15 minutes; nobody is signed out`;

const commands: Readonly<Record<string, (deps: TendingDeps) => Promise<string>>> = {
  async list(deps) {
    const keys = await listSigningKeys(deps);
    if (keys.length === 0) return "There are no keys yet: the first ones are made when somebody signs in.";
    return keys
      .map(({ kid, signsFrom, state }) => `${kid}  ${state.padEnd(7)}  signs from ${signsFrom.toISOString()}`)
      .join("\n");
  },
  async rotate(deps) {
    const { kid, signsFrom, isNew } = await rotateSigningKey(deps);
    const what = isNew ? "is published" : "was published by an order a while ago";
    return `${kid} ${what}, and signs from ${signsFrom.toISOString()}. What was signed before stays good.`;
  },
};

async function run([name = "", ...more]: string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || more.length > 0) throw new Error(usage);
  const config = readSigningKeyConfig();
  const database = openDatabase({ ...databaseAccess(config), schema, poolSize: 1, name: "users" });
  const deps = {
    database,
    clock: { now: () => new Date() },
    logger: { info: () => {} },
    ...keySettings(config),
  };
  try {
    process.stdout.write(`${await command(deps)}\n`);
  } finally {
    await database.close();
  }
}

/** What went wrong, and behind it what the database or its network said of that. */
function reasonsOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  let first = error;
  while (first instanceof Error && first.cause instanceof Error) first = first.cause;
  return first === error ? said : `${said} (${(first as Error).message})`;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${reasonsOf(error)}\n`);
  process.exitCode = 1;
});
