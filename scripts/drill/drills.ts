import type { Faults } from "@shopeasy/contracts/flag-declaration";
import type { z } from "zod";

type ProgramFaults = z.input<typeof Faults>["programs"][number];

/** The drills of docs/exercises/finding-a-fault.md, by number. Who is at the exercise reads them afterwards. */
export const drills: Readonly<Record<string, ProgramFaults>> = {
  "1": { service: "catalog", slowQuery: { matching: "reservations", ms: 1_400 } },
  "2": { service: "feedback", poison: { queue: "feedback-events", share: 0.5, retrySeconds: 10 } },
  "3": { service: "orders", dependency: { name: "cart", fails: 0.6, hangs: 0.3, hangMs: 2_000 } },
  "4": { service: "orders", leak: { kilobytes: 200 } },
};
