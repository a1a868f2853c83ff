import { type EnvironmentName, environments } from "../environments";
import { standing } from "./assumptions";
import type { Item } from "./costs-by-type";

/** What a month costs beside what is there: things kept, and things that go on without a customer. By stack. */
export function standingItems(environment: EnvironmentName): Record<string, Item[]> {
  const { flowLogGb, taskLogGb, apiCalls, changes, ...kept } = standing[environment];
  const million = 1_000_000;
  return {
    data: [
      { part: "Buckets' contents", price: "bucketGigabyte", amount: kept.bucketGb },
      { part: "Tables' contents", price: "tableGigabyte", amount: kept.tableGb },
      { part: "Tables' contents", price: "tableRecoveryGigabyte", amount: kept.tableGb },
    ],
    network: [
      { part: "Flow logs", price: "logGigabyte", amount: flowLogGb },
      { part: "Between zones", price: "acrossZonesGigabyte", amount: kept.acrossZonesGb },
    ],
    registry: [{ part: "Images", price: "imageGigabyte", amount: kept.imageGb }],
    // Two tasks that wait on a queue ask it every 20 seconds each.
    messaging: [{ part: "Queues, waiting", price: "queueRequests", amount: (12 * 2 * 131_400) / million }],
    flags: [{ part: "Flags", price: "flagRequests", amount: (tasksOf(environment) * asksOfTask) / million }],
    services: [{ part: "Logs", price: "logGigabyte", amount: taskLogGb }],
    observability: [{ part: "Logs kept", price: "logGigabyteKept", amount: kept.keptLogGb }],
    audit: [
      { part: "CloudTrail's log", price: "logGigabyte", amount: (apiCalls * 1.2) / million },
      { part: "Config", price: "configItem", amount: changes },
      { part: "GuardDuty", price: "threatEvents", amount: apiCalls / million },
      { part: "GuardDuty", price: "threatGigabyte", amount: flowLogGb },
      { part: "Inspector", price: "imageScans", amount: kept.pushedImages },
    ],
    // Here and in the second region.
    recovery: [{ part: "Backups", price: "backupGigabyte", amount: 2 * kept.backupGb }],
  };
}

/** Every task asks for the flags each 15 seconds. */
const asksOfTask = 730 * 240;

const tasksOf = (name: EnvironmentName): number => {
  const { services, workers } = environments[name];
  return [...Object.values(services), ...Object.values(workers)].reduce((sum, { least }) => sum + least, 0);
};
