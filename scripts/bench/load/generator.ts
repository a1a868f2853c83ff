import { runBurst } from "./burst";
import type { LoadOrder } from "./load-job";
import { runSlice } from "./run-slice";
import type { Step } from "./step";
import { stepOf } from "./steps";

/** The load generator, in a process of its own so that what it costs is not counted with anything else. */
const jobs = new Map<string, { origins: readonly string[]; step: Step }>();

process.on("disconnect", () => process.exit());
process.on("message", async (order: LoadOrder) => {
  switch (order.type) {
    case "prepare": {
      const alsoAt = order.job.kind === "requests" ? (order.job.alsoAt ?? []) : [];
      jobs.set(order.name, { origins: [order.job.origin, ...alsoAt], step: stepOf(order.job) });
      return;
    }
    case "burst":
      process.send?.(await runBurst(order));
      return;
    case "slice": {
      const job = jobs.get(order.name);
      if (!job) throw new Error(`No job ${order.name} was prepared`);
      process.send?.(await runSlice(job.step, { ...order, origins: job.origins }));
    }
  }
});
