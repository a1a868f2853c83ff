import { z } from "zod";

const figures = {
  count: z.number(),
  perMinute: z.number(),
  errorShare: z.number(),
  faultShare: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  longestMs: z.number(),
};

const Figures = z.object(figures);
export type Figures = z.infer<typeof Figures>;

const MapNode = z.object({
  name: z.string(),
  kind: z.enum(["client", "service", "database", "queue", "aws", "remote"]),
  ...figures,
});
export type MapNode = z.infer<typeof MapNode>;

const MapEdge = z.object({ from: z.string(), to: z.string(), ...figures });
export type MapEdge = z.infer<typeof MapEdge>;

const MapRoute = z.object({
  service: z.string(),
  operation: z.string(),
  slowest: z.object({ id: z.string(), ms: z.number() }),
  ...figures,
});
export type MapRoute = z.infer<typeof MapRoute>;

/** Who calls upon whom, as the X-Ray listener gives it. Moments are in milliseconds since the epoch. */
export const ServiceMap = z.object({
  since: z.number(),
  until: z.number(),
  traces: z.number(),
  nodes: z.array(MapNode),
  edges: z.array(MapEdge),
  routes: z.array(MapRoute),
});
export type ServiceMap = z.infer<typeof ServiceMap>;
