import type { HostAndPort } from "./daemon-address";
import { followRules } from "./follow-rules";
import { createSampler, type Sampler, type SamplingRule } from "./sampling";
import { XRaySampler } from "./x-ray-sampler";

export interface SamplerOptions {
  sampleRate: number;
  reservoir?: number;
  rules?: readonly SamplingRule[];
  followsDaemon?: boolean;
  origin?: string | undefined;
}

/** X-Ray's rules, where they are followed and known; else those of our configuration. `stop` follows them no more. */
export function samplerFor(
  { sampleRate, reservoir = sampleRate > 0 ? 1 : 0, rules = [], followsDaemon, origin }: SamplerOptions,
  daemon: HostAndPort,
): { sampler: Sampler; stop?: () => void } {
  const chance = { now: Date.now, random: Math.random };
  const ours = createSampler([...rules, { rate: sampleRate, reservoir }], chance);
  if (!followsDaemon) return { sampler: ours };
  const xRays = new XRaySampler({ ...chance, serviceType: origin });
  const { stop } = followRules({ daemon, sampler: xRays, ...chance });
  return { sampler: (request) => xRays.decide(request) ?? ours(request), stop };
}
