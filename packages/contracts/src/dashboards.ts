import type { Board } from "./dashboard-definition";
import { databaseBoard } from "./dashboards/database-board";
import { oneServiceBoard } from "./dashboards/one-service-board";
import { queuesBoard } from "./dashboards/queues-board";
import { runtimeBoard } from "./dashboards/runtime-board";
import { servicesBoard } from "./dashboards/services-board";
import { shopBoard } from "./dashboards/shop-board";

/** Every dashboard, defined once: Grafana's, CloudWatch's and those of the page /console/dashboards are made from it. */
export const boards: readonly Board[] = [
  shopBoard,
  servicesBoard,
  oneServiceBoard,
  queuesBoard,
  databaseBoard,
  runtimeBoard,
];
