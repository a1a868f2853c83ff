import { encrypted } from "./encrypted";
import { keptLogs } from "./kept-logs";
import { named } from "./named";
import { narrowPermissions } from "./narrow-permissions";
import { notPublic } from "./not-public";
import type { Policy } from "./policy";
import { protectedState } from "./protected";
import { tellingAlarms } from "./telling-alarms";
import { watchedQueues } from "./watched-queues";
import { writtenRunbooksExist } from "./written-runbooks";

/** All that holds for every stack of every environment. */
export const policies: readonly Policy[] = [
  encrypted,
  keptLogs,
  named,
  narrowPermissions,
  notPublic,
  protectedState,
  tellingAlarms,
  watchedQueues,
  writtenRunbooksExist,
];
