import { randomBytes } from "node:crypto";
import { askDaemon } from "./ask-daemon";
import type { HostAndPort } from "./daemon-address";
import type { XRaySampler } from "./x-ray-sampler";

const rulesEveryMs = 300_000;
const targetsEveryMs = 10_000;

export interface FollowOptions {
  daemon: HostAndPort;
  sampler: XRaySampler;
  now: () => number;
  /** 0 to 1: pollers that began together drift apart. */
  random: () => number;
  /** How often it reports and is granted; X-Ray wants 10 seconds. */
  everyMs?: number;
}

/**
 * Keeps a sampler's rules and targets as X-Ray's daemon gives them, in the background and for ever: it never throws, and
 * holds up neither a request nor the end of the process. While the daemon does not answer, what it said last holds.
 */
export function followRules(options: FollowOptions): { stop(): void } {
  const { daemon, sampler, now, random, everyMs = targetsEveryMs } = options;
  const ClientID = randomBytes(12).toString("hex");
  let rulesDueAt = now();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function poll(): Promise<void> {
    try {
      if (now() >= rulesDueAt) await fetchRules();
      await fetchTargets();
    } catch {
      // There is nothing to be done about it here: X-Ray's daemon says in its own log what ails it.
    }
    if (!isStopped) wait(everyMs * (0.9 + 0.2 * random()));
  }

  async function fetchRules(): Promise<void> {
    const askedAt = now();
    sampler.load(await askDaemon(daemon, "/GetSamplingRules", {}), askedAt);
    rulesDueAt = askedAt + rulesEveryMs * (0.9 + 0.2 * random());
  }

  async function fetchTargets(): Promise<void> {
    const counts = sampler.due();
    if (counts.size === 0) return;
    const Timestamp = Math.floor(now() / 1_000);
    const answer = await askDaemon(daemon, "/SamplingTargets", {
      SamplingStatisticsDocuments: [...counts].map(([RuleName, counted]) => ({
        RuleName,
        ClientID,
        Timestamp,
        ...counted,
      })),
    });
    if (sampler.grant(answer, counts)) await fetchRules();
  }

  function wait(milliseconds: number): void {
    timer = setTimeout(() => void poll(), milliseconds);
    timer.unref();
  }

  void poll();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
