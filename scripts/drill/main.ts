import { FlagsError } from "../flags/flags-error";
import type { LocalShop } from "../shop/local-shop";
import { ShopDirectory } from "../shop/shop-directory";
import { beginDrill } from "./begin-drill";
import { sendCustomers } from "./customers";
import { DrillError, readOptions } from "./options";

/** `npm run drill`: faults to be found, and customers who meet them. See docs/exercises/finding-a-fault.md. */
async function main(): Promise<string> {
  const { command, folder } = readOptions(process.argv.slice(2));
  if (command.name === "begin") {
    const { number } = command;
    await beginDrill(folder, number);
    return number === undefined
      ? "No drill is on."
      : `Drill ${number} is on: the shop heeds it within a second.`;
  }
  const origin = new ShopDirectory(folder).read<LocalShop>("run.json")?.gateway;
  if (!origin)
    throw new DrillError(`No shop runs on ${folder}: start one with npm start, or name another by --data.`);
  const { seconds, rate } = command;
  console.log(`Customers come to ${origin}, ${rate} a second for ${seconds} s …`);
  return sendCustomers({ origin, seconds, rate });
}

main().then(console.log, (error: unknown) => {
  console.error(error instanceof DrillError || error instanceof FlagsError ? error.message : error);
  process.exitCode = 1;
});
