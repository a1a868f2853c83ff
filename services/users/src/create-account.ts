import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { AppError, InvalidInput } from "@shopeasy/platform/errors";
import { z } from "zod";
import { grantAccounts, grantRole, makeAccount, WantedAccount } from "./accounts/grant-accounts";
import { readAccountConfig } from "./config";
import { type AccountDeps, createAccountDeps } from "./deps";

const usage = `Makes accounts of any role.
  create-account --email ada@example.com --name "Ada Lovelace" --role admin   with the password on standard input
  create-account --email ada@example.com --role admin --promote               gives an account that is there a role
  create-account --accounts                                                   with [{ email, name, role, password }] on
                                                                              it; those that are there keep all but their role`;

const option = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

async function run(): Promise<string> {
  const { accounts, promote, ...named } = readArguments();
  if (accounts) {
    const wanted = parseBy(z.array(WantedAccount), parseJson(await text(process.stdin)));
    return withDeps(async (deps) => {
      const made = await grantAccounts(deps, wanted);
      return `${made} made, ${wanted.length - made} there already`;
    });
  }
  if (!named.email) throw new Error(usage);
  if (promote) {
    const { email, role } = parseBy(WantedAccount.pick({ email: true, role: true }), named);
    return withDeps(async (deps) => {
      if (!(await grantRole(deps, { email, role }))) throw new Error(`There is no account of ${email}.`);
      return `${email} is ${role} now; its sessions have ended, if that is new`;
    });
  }
  // A password among the arguments could be seen by others.
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  const wanted = parseBy(WantedAccount, { ...named, password });
  return withDeps(async (deps) => {
    await makeAccount(deps, wanted);
    return "1 made, 0 there already";
  });
}

function readArguments() {
  try {
    const options = { email: option, name: option, role: option, accounts: flag, promote: flag };
    const { values } = parseArgs({ options });
    return values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message.split(". ")[0] : error}\n${usage}`);
  }
}

/** A text that is not JSON must not be shown: the parser's own message quotes it, passwords and all. */
function parseJson(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    throw new Error("What is on standard input is not JSON.");
  }
}

function parseBy<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}

async function withDeps(work: (deps: AccountDeps) => Promise<string>): Promise<string> {
  const deps = createAccountDeps(readAccountConfig());
  try {
    return await work(deps);
  } finally {
    await deps.database.close();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof InvalidInput) {
    return error.errors.map(({ path, message }) => `${path} ${message}`).join("\n");
  }
  if (error instanceof AppError) {
    return error.code === "email-taken"
      ? `${error.detail} To give it the role, say --promote.`
      : error.detail;
  }
  return error instanceof Error ? error.message : String(error);
}

run().then(
  (outcome) => process.stdout.write(`${outcome}\n`),
  (error: unknown) => {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  },
);
