import { join } from "node:path";
import { CloudError } from "../cloud/cloud-error";
import { readOptions } from "./options";
import { createProgress } from "./progress";
import { ShopError } from "./shop-error";
import { type RunningShop, startShop } from "./start-shop";

const build = join(__dirname, "../..");

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.cwd());
  const progress = createProgress(process.stdout);
  const startedAt = performance.now();
  let shop: RunningShop | undefined;
  let ending = false;

  const end = async (code: number, why?: string) => {
    // Ctrl-C comes twice: from the terminal, and from npm, which passes it on. The stop has a bound of its own.
    if (ending) return;
    ending = true;
    if (why) console.error(why);
    progress.say("Stopping …");
    await shop?.stop();
    progress.say("Stopped.");
    process.exit(code);
  };
  process
    .on("SIGINT", () => void end(0))
    .on("SIGTERM", () => void end(0))
    .on("SIGHUP", () => void end(0));

  progress.say("ShopEasy is starting …");
  shop = await startShop({ options, build, progress, onFailure: (why) => void end(1, why) });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  progress.say(`
  What runs here, the API's documents, mails, traces   ${shop.url}/
  API                                                  ${shop.url}/api/v1
  Its documents                                        ${shop.url}/api/v1/docs
  Mails that were sent                                 ${shop.url}/console/mail
  Traces                                               ${shop.url}/console/traces
  Payments                                             ${shop.url}/console/payments

  Accounts (password shopeasy-demo-1)
    customer@shopeasy.test · staff@shopeasy.test · admin@shopeasy.test

  Logs are in ${join(options.dataDir, "logs")}. Ctrl-C stops everything; the data is kept. (${seconds} s)

ShopEasy is ready at ${shop.url}`);
}

main().catch((error: unknown) => {
  const expected = error instanceof ShopError || error instanceof CloudError;
  console.error(expected ? error.message : error);
  process.exit(1);
});
