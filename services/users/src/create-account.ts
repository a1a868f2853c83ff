import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { z } from "zod";
import { grantAccounts, WantedAccount } from "./accounts/grant-accounts";
import { readAccountConfig } from "./config";
import { createAccountDeps } from "./deps";

const usage = `Makes accounts of any role; those that are there already keep all but their role.
  create-account --email ada@example.com --name "Ada Lovelace" --role admin   with the password on standard input
  create-account --accounts                                                   with [{ email, name, role, password }] on it`;

/** A text that is not JSON must not be shown: the parser's own message quotes it, passwords and all. */
function parseJson(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    throw new Error("What is on standard input is not JSON.");
  }
}

/** What is asked for, by arguments and standard input: a password among the arguments could be seen by others. */
async function readWanted(): Promise<WantedAccount[]> {
  const option = { type: "string" } as const;
  const { values } = parseArgs({
    options: { email: option, name: option, role: option, accounts: { type: "boolean", default: false } },
  });
  const { accounts, ...account } = values;
  if (!accounts && !account.email) throw new Error(usage);

  const input = await text(process.stdin);
  const wanted: unknown = accounts
    ? parseJson(input)
    : [{ ...account, password: input.replace(/\r?\n$/, "") }];
  const parsed = z.array(WantedAccount).safeParse(wanted);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}

async function run(): Promise<void> {
  const wanted = await readWanted();
  const deps = createAccountDeps(readAccountConfig());
  try {
    const made = await grantAccounts(deps, wanted);
    process.stdout.write(`${made} made, ${wanted.length - made} there already\n`);
  } finally {
    await deps.database.close();
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
