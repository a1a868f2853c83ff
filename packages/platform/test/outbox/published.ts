import { PassThrough } from "node:stream";
import type { Publish } from "@shopeasy/platform/events/event";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { createMetrics } from "@shopeasy/platform/metrics/metrics";

/** Stands for the topic: remembers the ids that came, in order, and refuses those it is told to. */
export function recordingTopic({ refuse = () => false }: { refuse?: (id: string) => boolean } = {}) {
  const ids: string[] = [];
  const traceHeaders: (string | undefined)[] = [];
  const publish: Publish = async (events) => {
    const failed = new Set<string>();
    for (const { event, traceHeader } of events) {
      if (refuse(event.id)) failed.add(event.id);
      else {
        ids.push(event.id);
        traceHeaders.push(traceHeader);
      }
    }
    return failed;
  };
  return { ids, traceHeaders, publish };
}

/** A logger that nobody reads, and metrics. */
export const quiet = () => ({
  logger: createLogger({ service: "test", destination: new PassThrough().resume() }),
  metrics: createMetrics({ service: "test" }),
});
