import type { LoadOrder } from "./load-job";
import { runSlice } from "./run-slice";
import { type Step, stepOf } from "./steps";

/** The load generator, in a process of its own so that what it costs is not counted with anything else. */
const jobs = new Map<string, { origin: string; step: Step }>();

process.on("disconnect", () => process.exit());
process.on("message", async (order: LoadOrder) => {
  if (order.type === "prepare") {
    jobs.set(order.name, { origin: order.job.origin, step: stepOf(order.job) });
    return;
  }
  const job = jobs.get(order.name);
  if (!job) throw new Error(`No job ${order.name} was prepared`);
  process.send?.(await runSlice(job.step, { ...order, origin: job.origin }));
});
