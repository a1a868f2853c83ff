import { processMetrics } from "./process-metrics";
import { storeMetrics } from "./store-metrics";
import { trafficMetrics } from "./traffic-metrics";

/** What the platform itself measures, whatever stands on it: no word of the shop. */
export const platformMetrics = { ...processMetrics, ...trafficMetrics, ...storeMetrics };
