import { businessMetrics } from "./metrics/business-metrics";
import { platformMetrics } from "./metrics/platform-metrics";

/**
 * Every metric of the shop, by its name in Prometheus and in CloudWatch (namespace `ShopEasy/<environment>`). Programs,
 * dashboards, alarms and docs/metrics.md are made from it.
 */
export const shopMetrics = { ...platformMetrics, ...businessMetrics };
export type MetricName = keyof typeof shopMetrics;

/** Where CloudWatch has them: `ShopEasy/production`. */
export const metricsNamespace = (environment: string): string => `ShopEasy/${environment}`;
