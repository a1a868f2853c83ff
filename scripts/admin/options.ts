import { parseArgs } from "node:util";

/** What is asked for can't be done, for a reason that its reader can mend. */
export class AdminError extends Error {
  override name = "AdminError";
}

export type AdminCommand =
  | { name: "create-admin"; email: string; personName: string; generate: boolean }
  | { name: "promote"; email: string }
  | { name: "list-signing-keys" }
  | { name: "rotate-signing-key" };

export interface AdminOptions {
  command: AdminCommand;
  /** The folder of the local shop, where it is named. */
  dataDir: string | undefined;
}

const usage = `usage:
  npm run admin -- create-admin --email ada@example.com --name "Ada Lovelace"   asks for the password, or reads it from
                                                                                 standard input
  npm run admin -- create-admin --email ada@example.com --name "Ada Lovelace" --generate   makes one, and shows it once
  npm run admin -- create-admin --email ada@example.com --promote               for an account that is there
  npm run admin -- list-signing-keys
  npm run admin -- rotate-signing-key                                           nobody is signed out by it

The local shop that runs is meant, or that of --data <folder>; or, where DATABASE_URL is set, the database it names
(with SIGNING_KEY_SECRET for the keys).`;

const option = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

/** Reads the command line of `npm run admin`. @throws AdminError with the usage for anything it does not know */
export function readOptions(args: readonly string[]): AdminOptions {
  const { values, positionals } = parse(args);
  const [name, ...more] = positionals;
  if (name === undefined) throw wrong("What is to be done?");
  if (more.length > 0) throw wrong(`"${more[0]}" is one word too many`);
  const { data, ...rest } = values;
  return { command: commandOf(name, rest), dataDir: data };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { email: option, name: option, data: option, promote: flag, generate: flag },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

interface Given {
  email?: string | undefined;
  name?: string | undefined;
  promote: boolean;
  generate: boolean;
}

function commandOf(name: string, given: Given): AdminCommand {
  const { email, name: personName, promote, generate } = given;
  switch (name) {
    case "create-admin": {
      if (!email) throw wrong("create-admin needs --email");
      if (promote) {
        if (generate || personName !== undefined)
          throw wrong("--promote leaves name and password as they are");
        return { name: "promote", email };
      }
      if (!personName) throw wrong("create-admin needs --name");
      return { name, email, personName, generate };
    }
    case "list-signing-keys":
    case "rotate-signing-key":
      if (email !== undefined || personName !== undefined || promote || generate) {
        throw wrong(`${name} takes nothing but --data`);
      }
      return { name };
    default:
      throw wrong(`There is no command "${name}"`);
  }
}

const wrong = (what: string) => new AdminError(`${what}\n${usage}`);
