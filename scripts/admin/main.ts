import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { ShopError } from "../shop/shop-error";
import { type AdminCommand, AdminError, readOptions } from "./options";
import { generatePassword, readPassword } from "./read-password";
import { usersEnvironment } from "./users-environment";

type Environment = Record<string, string | undefined>;

/** `npm run admin`: what is done to accounts and keys by hand, through the programs of the users service. */
async function main(): Promise<string> {
  const { command, dataDir } = readOptions(process.argv.slice(2));
  return runCommand(command, usersEnvironment(dataDir, process.env));
}

async function runCommand(command: AdminCommand, environment: Environment): Promise<string> {
  switch (command.name) {
    case "create-admin": {
      const { email, personName, generate } = command;
      const password = generate ? generatePassword() : await readPassword();
      const args = ["--email", email, "--name", personName, "--role", "admin"];
      await run("create-account.js", args, environment, password);
      return generate
        ? `${email} is an admin now. The password is shown this once:\n${password}\n`
        : `${email} is an admin now.\n`;
    }
    case "promote":
      return run(
        "create-account.js",
        ["--email", command.email, "--role", "admin", "--promote"],
        environment,
      );
    case "list-signing-keys":
      return run("keys.js", ["list"], environment);
    case "rotate-signing-key":
      return run("keys.js", ["rotate"], environment);
  }
}

/** Runs a program of users to its end, and gives what it says. @throws AdminError with why it failed */
async function run(program: string, args: string[], environment: Environment, input = ""): Promise<string> {
  const path = join(__dirname, "../../services/users", program);
  const child = spawn(process.execPath, [path, ...args], { env: environment, stdio: "pipe" });
  // It may end before it has read anything: its exit says more than the broken pipe.
  child.stdin.on("error", () => {}).end(input);
  const [[code], output, errors] = await Promise.all([
    once(child, "exit"),
    text(child.stdout),
    text(child.stderr),
  ]);
  if (code !== 0) throw new AdminError(errors.trim() || `${program} ended without a word.`);
  return output;
}

main().then(
  (outcome) => process.stdout.write(outcome),
  (error: unknown) => {
    const expected = error instanceof AdminError || error instanceof ShopError;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  },
);
