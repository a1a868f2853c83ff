import type { EmbeddedCloud } from "./embedded-cloud";
import type { Fleet } from "./fleet";
import type { LocalShop } from "./local-shop";
import type { ShopDirectory } from "./shop-directory";
import type { SupervisedPostgres } from "./supervised-postgres";

interface WhatRuns {
  gateway: string;
  test: string;
  postgres: SupervisedPostgres;
  cloud: EmbeddedCloud;
  fleet: Fleet;
}

/** Writes down what runs now, for whoever looks for the shop in its folder. */
export function recordShop(
  directory: ShopDirectory,
  { gateway, test, postgres, cloud, fleet }: WhatRuns,
): void {
  const members = [{ name: cloud.process.plan.name, process: cloud.process }, ...fleet.all()];
  const shop: LocalShop = {
    gateway,
    test,
    processes: [
      { name: "postgres", pid: postgres.pid, port: postgres.port, internalPort: null },
      ...members
        .filter(({ process }) => process.pid > 0)
        .map(({ name, process: { pid, plan } }) => ({
          ...{ name, pid },
          port: plan.port ?? null,
          internalPort: plan.internalPort ?? null,
        })),
    ],
    endpoints: { postgres: postgres.url("postgres"), ...cloud.endpoints },
  };
  directory.write("run.json", shop);
}
