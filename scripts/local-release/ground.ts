import type { ServiceName } from "@shopeasy/contracts/route-table";
import type { Addresses } from "../shop/addresses";
import type { Fleet } from "../shop/fleet";
import type { PortBlock } from "../shop/port-block";
import type { StandIn } from "../shop/stand-in";
import type { ProcessPlan } from "../shop/supervised-process";
import type { GatewayRoutes } from "./gateway-routes";

/** The shop that runs, as a release finds it. */
export interface Ground {
  fleet: Fleet;
  block: PortBlock;
  routes: GatewayRoutes;
  /** What the shop started the program of this name with. */
  planOf: (name: string) => ProcessPlan;
  addresses: Addresses;
  /** By the public port of a process that has gone. */
  standIns: Map<number, StandIn>;
  /** What runs of each service. */
  versions: Map<ServiceName, string>;
  /** The gateway's port that leads to green, where there is one. */
  testUrl: string;
  /** Brings the service's database to what the bundles in this folder expect; undefined where it has none. */
  migrationOf: (service: ServiceName, build: string) => (() => Promise<void>) | undefined;
  logFile: (name: string) => string;
  /** Where the bundles of releases are. */
  builds: string;
  /** Writes down what runs. */
  record: () => void;
  /** Whether all is being stopped: then nothing is waited for. */
  isStopping: () => boolean;
}
