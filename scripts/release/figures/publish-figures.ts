import { type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { ReleaseRecord } from "../records/release-record";
import type { Releasing } from "../releasing";
import { leadSeconds, restoreSeconds } from "./dora-rules";

/** Where infra/constructs/release-dashboard.ts looks for them. */
const namespace = "ShopEasy/Releases";

/**
 * Tells CloudWatch what a release that ended adds to DORA's figures: infra/constructs/release-dashboard.ts shows them.
 * The records are what counts: where this fails, it is said and the release is none the worse.
 */
export async function publishFigures(on: Releasing, record: ReleaseRecord): Promise<void> {
  const data = dataOf(record);
  if (data.length === 0) return;
  try {
    const Dimensions = [{ Name: "Environment", Value: record.environment }];
    const MetricData = data.map((datum) => ({ ...datum, Dimensions, Timestamp: on.now() }));
    await on.aws.cloudwatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }));
  } catch (error) {
    on.view.say(
      `CloudWatch did not take the figures (${Object(error).name}): the dashboard lacks this release.`,
    );
  }
}

/** CloudWatch takes so many values at once. */
const mostValues = 150;

function dataOf(record: ReleaseRecord): MetricDatum[] {
  const { outcome, exposedAt } = record;
  const seconds = { Unit: "Seconds" } as const;
  const one = { Unit: "Count", Value: 1 } as const;
  switch (outcome) {
    case "under-way":
      return [];
    case "succeeded": {
      const leads = [...leadSeconds([record]).values()].slice(0, mostValues);
      return [
        { MetricName: "Released", ...one },
        ...(leads.length > 0 ? [{ MetricName: "LeadTime", ...seconds, Values: leads }] : []),
      ];
    }
    case "rolled-back":
      return [
        { MetricName: "TakenBack", ...one },
        { MetricName: "TimeToRestore", ...seconds, Value: restoreSeconds(record) },
      ];
    case "failed":
      return exposedAt === null ? [{ MetricName: "StoppedBefore", ...one }] : [];
  }
}
