import { serviceNames } from "@shopeasy/contracts/route-table";
import { z } from "zod";
import { strategyNames } from "../release/strategies";

const Figures = z.object({ requests: z.number(), errors: z.number(), p95Ms: z.number().nullable() });
export type Figures = z.output<typeof Figures>;

/** What the supervisor tells of a release while it goes on: a line of JSON each. */
export const ReleaseEvent = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("began"),
    id: z.string(),
    service: z.enum(serviceNames),
    version: z.string(),
    before: z.string(),
    strategy: z.enum(strategyNames),
  }),
  /** A step begins; and it is done. */
  z.object({ event: z.literal("doing"), what: z.string() }),
  z.object({ event: z.literal("done"), what: z.string(), seconds: z.number() }),
  /** So many of a hundred requests go to green from now on. */
  z.object({ event: z.literal("shifted"), percent: z.number(), holdSeconds: z.number() }),
  /** What both have answered since then; `isLast` for this share. */
  z.object({
    event: z.literal("watched"),
    percent: z.number(),
    secondsLeft: z.number(),
    isLast: z.boolean(),
    blue: Figures,
    green: Figures,
  }),
  z.object({ event: z.literal("going-back"), reason: z.string() }),
  z.object({
    event: z.literal("ended"),
    outcome: z.enum(["succeeded", "rolled-back", "failed"]),
    reason: z.string().nullable(),
  }),
]);
export type ReleaseEvent = z.output<typeof ReleaseEvent>;

export type Tell = (event: ReleaseEvent) => void;

const Running = z.object({
  service: z.enum(serviceNames),
  version: z.string(),
  pid: z.number(),
  /** Since it began to serve here. */
  figures: Figures.nullable(),
});

/** What `--status` shows. */
export const ShopStatus = z.object({
  services: z.array(Running),
  release: z
    .object({
      service: z.enum(serviceNames),
      version: z.string(),
      percent: z.number(),
      doing: z.string(),
      green: Figures.nullable(),
    })
    .nullable(),
});
export type ShopStatus = z.output<typeof ShopStatus>;

/** What it says where it does not do what it is asked for. */
export const Refusal = z.object({ message: z.string() });
