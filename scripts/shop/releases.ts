import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { startControlServer } from "../local-release/control-server";
import { GatewayRoutes } from "../local-release/gateway-routes";
import { ReleaseDesk } from "../local-release/release-desk";
import { folderStore } from "../release/records/folder-store";
import { ReleaseRecords } from "../release/records/release-records";
import type { Addresses } from "./addresses";
import type { Fleet } from "./fleet";
import type { PortBlock } from "./port-block";
import { databases } from "./process-plans";
import type { OnProcessEvent } from "./restarts";
import type { ShopDirectory } from "./shop-directory";
import type { ProcessPlan } from "./supervised-process";

interface ReleasesSetting {
  directory: ShopDirectory;
  fleet: Fleet;
  block: PortBlock;
  plans: readonly ProcessPlan[];
  addresses: Addresses;
  testUrl: string;
  /** The gateway's. */
  controlToken: string;
  record: () => void;
  tell: OnProcessEvent;
  migrateFrom: (database: string, build: string) => Promise<void>;
}

/** Lets services of this shop be released while it runs: `control.json` says where to ask. */
export async function openReleases(setting: ReleasesSetting) {
  const { directory, fleet, block, plans, addresses, testUrl, record, tell, migrateFrom } = setting;
  const planOf = (name: string): ProcessPlan => {
    const plan = plans.find((one) => one.name === name);
    if (!plan) throw new Error(`There is no plan of ${name}`);
    return plan;
  };
  const builds = join(directory.path, "builds");
  // Nothing runs from them: the shop has just begun.
  rmSync(builds, { recursive: true, force: true });
  const routes = new GatewayRoutes(planOf("gateway").internalPort ?? 0, setting.controlToken);
  let isStopping = false;
  const desk = new ReleaseDesk({
    ground: {
      ...{ fleet, block, routes, planOf, addresses, testUrl, builds, record },
      standIns: new Map(),
      versions: new Map(),
      migrationOf: (service, build) =>
        databases.some((name) => name === service) ? () => migrateFrom(service, build) : undefined,
      logFile: (name) => directory.logFile(name),
      isStopping: () => isStopping,
    },
    records: new ReleaseRecords(folderStore(join(directory.path, "releases"))),
    by: userInfo().username,
    onProcessEvent: tell,
  });
  await desk.tidy();
  const token = randomBytes(32).toString("hex");
  const control = await startControlServer(desk, token, await block.next());
  directory.write("control.json", { url: control.url, token });
  return {
    gatewayRestarted: () => routes.tellAgain().catch(() => {}),
    /** A release that is under way goes back first. */
    async close() {
      isStopping = true;
      await desk.close();
      control.close();
    },
  };
}
