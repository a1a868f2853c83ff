import type { FlagDeclaration } from "@shopeasy/contracts/flag-declaration";
import { shopFlags } from "@shopeasy/contracts/flags";
import { openAppConfigStore } from "./appconfig/open-store";
import { changed, inWords, turned, without, withValue } from "./change-rules";
import { FileStore } from "./file/file-store";
import type { FlagStore } from "./flag-store";
import { table } from "./flag-table";
import { FlagsError } from "./flags-error";
import { type FlagsCommand, type FlagsOptions, readOptions } from "./options";

/** `npm run flags`: what the flags of a shop say, and changing it while the shop runs. */
async function main(): Promise<string> {
  const { command, where } = readOptions(process.argv.slice(2), process.cwd(), process.env);
  const store = await open(where);
  try {
    return await run(store, command);
  } finally {
    store.close();
  }
}

const open = async (where: FlagsOptions["where"]): Promise<FlagStore> =>
  "folder" in where ? new FileStore(where.folder) : openAppConfigStore(where);

async function run(store: FlagStore, command: FlagsCommand): Promise<string> {
  switch (command.name) {
    case "list": {
      const { file } = await store.read();
      return table(
        Object.entries<FlagDeclaration>(shopFlags).map(([name, flag]) => [
          name,
          flag.kind,
          inWords(file.flags[name], flag),
        ]),
      );
    }
    case "history":
      return table(
        (await store.history()).map(({ at, version, what, state }) => [at, String(version), state, what]),
      );
    case "rollback":
      return `${store.place}: back to version ${await store.rollback()}.\n`;
    case "drop": {
      const base = await store.read();
      const file = without(base.file, command.flag, Object.keys(shopFlags));
      const version = await store.write(file, base, `${command.flag}: dropped`);
      return `${store.place}, version ${version}\n  ${command.flag} is dropped\n`;
    }
    case "turn":
      return change(store, command.flag, (flag) => turned(flag, command.isOn, command.audience));
    case "set":
      return change(store, command.flag, (flag) => withValue(command.flag, flag, command.value));
  }
}

async function change(
  store: FlagStore,
  name: string,
  make: (flag: FlagDeclaration) => ReturnType<typeof turned>,
): Promise<string> {
  const declared: Record<string, FlagDeclaration> = shopFlags;
  const flag = Object.hasOwn(declared, name) ? declared[name] : undefined;
  if (!flag)
    throw new FlagsError(`There is no flag "${name}". There are: ${Object.keys(declared).join(", ")}.`);
  const base = await store.read();
  const made = make(flag);
  const [before, after] = [inWords(base.file.flags[name], flag), inWords(made, flag)];
  if (JSON.stringify(made) === JSON.stringify(base.file.flags[name]))
    return `${name} is so already: ${after}\n`;
  const version = await store.write(changed(base.file, name, made), base, `${name}: ${before} -> ${after}`);
  return `${store.place}, version ${version}\n  ${name}\n  - ${before}\n  + ${after}\nThe shop sees it within 30 seconds.\n`;
}

main().then(
  (outcome) => process.stdout.write(outcome),
  (error: unknown) => {
    console.error(error instanceof FlagsError ? error.message : error);
    process.exitCode = 1;
  },
);
