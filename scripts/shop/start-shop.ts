import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { initialFlags } from "@shopeasy/contracts/flag-file";
import { shopFlags } from "@shopeasy/contracts/flags";
import { migrate } from "@shopeasy/platform/database/migrate";
import { createDatabases } from "../cloud/postgres/databases";
import { flagsFileName } from "../flags/flags-file";
import { openAddresses } from "./addresses";
import { startEmbeddedCloud } from "./embedded-cloud";
import { Fleet } from "./fleet";
import { checkPort } from "./gateway-port";
import type { ShopOptions } from "./options";
import { type PortBlock, takePortBlock } from "./port-block";
import { databases, processNames, processPlans } from "./process-plans";
import type { Progress } from "./progress";
import { recordShop } from "./record-shop";
import { openReleases } from "./releases";
import type { OnProcessEvent } from "./restarts";
import { seedShop } from "./seed-shop";
import { ShopDirectory } from "./shop-directory";
import { SupervisedPostgres } from "./supervised-postgres";
import { SupervisedProcess } from "./supervised-process";

export interface RunningShop {
  url: string;
  /** Stops everything within 5 seconds. */
  stop: () => Promise<void>;
}

export interface ShopSetting {
  options: ShopOptions;
  /** The folder of the bundles. */
  build: string;
  progress: Progress;
  /** The shop can't go on: says why in one line. */
  onFailure: (why: string) => void;
}

/** Of the 5 seconds in which all must have stopped, those that the services get. */
const stopWithinMs = 2_500;

/**
 * Starts the whole shop on this machine: the embedded cloud, the databases, every service, worker and lambda, and the
 * gateway before them. On its first start it is filled with a catalogue and the demo accounts.
 * @throws ShopError or CloudError, one line on what to do; nothing is left running then
 */
export async function startShop({ options, build, progress, onFailure }: ShopSetting): Promise<RunningShop> {
  const directory = new ShopDirectory(options.dataDir);
  directory.take();
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
    directory.leave();
  };
  try {
    const block = await takePortBlock();
    undo.push(async () => block.release());
    const port = await checkPort(options.port, block);
    if (options.reset) directory.reset();
    const secrets = directory.secrets();
    directory.make(flagsFileName, initialFlags(shopFlags));
    const publicUrl = `http://localhost:${port}`;
    const ports = await choosePorts(port, block);
    const addresses = options.releases ? await openAddresses(block, ports) : new Map();
    undo.push(async () => {
      for (const one of addresses.values()) one.close();
    });
    const testPort = await block.next();
    const controlToken = randomBytes(32).toString("hex");

    const fleet = new Fleet();
    const test = `http://127.0.0.1:${testPort}`;
    const record = () => recordShop(directory, { gateway: publicUrl, test, postgres, cloud, fleet });
    const tell: OnProcessEvent = (event, name, why) => {
      if (event === "crashed") progress.say(`  ! ${name} crashed (${why}): it is being started again`);
      if (event === "given-up") onFailure(`${name} keeps crashing and was given up. ${why}`);
      if (event === "restarted") {
        progress.say(`  ✔ ${name} runs again`);
        record();
        if (name === "gateway") void releases?.gatewayRestarted();
      }
    };
    const [postgres, cloud] = await Promise.all([
      progress.step("PostgreSQL, with a database for each service", async () =>
        startDatabases({ directory, build, port: await block.next(), undo, tell }),
      ),
      progress.step("The embedded cloud: DynamoDB, SQS, SNS, S3, Kinesis, SES, X-Ray, payments", async () => {
        const started = await startEmbeddedCloud({
          directory,
          build,
          secrets,
          ports: block,
          shopPort: port,
          traceRate: options.traceRate,
          tell,
        });
        undo.push(() => started.process.stop(stopWithinMs / 2));
        return started;
      }),
    ]);
    const plans = processPlans({
      build,
      dataDir: options.dataDir,
      secrets,
      cloud: cloud.environment,
      paymentsUrl: cloud.endpoints.payments,
      databaseUrl: (service) => postgres.url(service, service),
      ports,
      addresses,
      testPort,
      controlToken,
      publicUrl,
      traceRate: options.traceRate,
      logFile: (name) => directory.logFile(name),
    });
    for (const plan of plans) fleet.add(new SupervisedProcess(plan, tell));
    undo.push(() => fleet.stop(stopWithinMs));
    const releases = options.releases
      ? await openReleases({
          ...{ directory, fleet, block, plans, addresses, testUrl: test, controlToken, record, tell },
          migrateFrom: (name, build) => migrateDatabase(postgres, name, build),
        })
      : null;
    if (releases) undo.push(releases.close);
    record();
    await Promise.all([
      progress.step("Five services, their workers, the lambdas, the gateway", (tell) =>
        startAll(fleet, tell),
      ),
      seedShop({ directory, build, plans, products: options.products, progress }),
    ]);
    record();
    return { url: publicUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(fleet: Fleet, tell: (note: string) => void): Promise<void> {
  let serving = 0;
  const members = fleet.all();
  const starting = members.map(async ({ process }) => {
    await process.start();
    serving += 1;
    tell(`${serving} of ${members.length}`);
  });
  await Promise.all(starting);
}

async function choosePorts(
  gatewayPort: number,
  block: PortBlock,
): Promise<Record<string, { port: number; internalPort: number }>> {
  const chosen: Record<string, { port: number; internalPort: number }> = {};
  for (const name of processNames) {
    chosen[name] = {
      port: name === "gateway" ? gatewayPort : await block.next(),
      internalPort: await block.next(),
    };
  }
  return chosen;
}

interface DatabasesSetting {
  directory: ShopDirectory;
  build: string;
  port: number;
  undo: (() => Promise<void>)[];
  tell: OnProcessEvent;
}

async function startDatabases({
  directory,
  build,
  port,
  undo,
  tell,
}: DatabasesSetting): Promise<SupervisedPostgres> {
  const dataDir = join(directory.path, "postgres");
  const postgres = new SupervisedPostgres({ dataDir, port, durable: true }, tell);
  await postgres.start();
  undo.push(() => postgres.stop());
  await createDatabases(postgres, databases);
  await Promise.all(databases.map((name) => migrateDatabase(postgres, name, build)));
  return postgres;
}

/** `build` is the folder of the bundles. */
function migrateDatabase(postgres: SupervisedPostgres, name: string, build: string): Promise<void> {
  return migrate({ url: postgres.url(name, name), folder: join(build, `services/${name}/db/migrations`) });
}
