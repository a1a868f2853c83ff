import { serviceNames } from "@shopeasy/contracts/route-table";
import { z } from "zod";
import { bucketCount } from "./tally";

const origin = z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ });

/** Where a service is, and how many of a hundred requests go to green. What the supervisor tells the gateway. */
export const Route = z.strictObject({
  blue: origin,
  green: origin.nullable(),
  percent: z.int().min(0).max(100),
});
export type Route = z.output<typeof Route>;

const count = z.int().min(0);

const Counts = z.object({
  requests: count,
  errors: count,
  times: z.array(count).length(bucketCount),
  waiting: count,
});

const RouteCounts = z.object({ percent: z.number(), blue: Counts, green: Counts.nullable() });
export type RouteCounts = z.output<typeof RouteCounts>;

/** What the gateway tells of all services. */
export const AllCounts = z.record(z.enum(serviceNames), RouteCounts);
