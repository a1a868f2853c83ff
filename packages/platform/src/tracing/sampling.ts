import { globOf } from "./glob";

/** What is known of a trace as it begins. */
export interface SampledRequest {
  /** The service's name. */
  service: string;
  /** Of a request; a message has none of these. */
  http?: { method: string; path: string; host?: string | undefined } | undefined;
}

/** Whether a trace is recorded: X-Ray's rule by which it is, true where no such rule said so. */
export type Decision = string | boolean;

/** Decides whether to record a trace that begins here. */
export type Sampler = (request: SampledRequest) => Decision;

export interface Chance {
  /** Epoch milliseconds. */
  now: () => number;
  /** 0 to 1, without 1. */
  random: () => number;
}

/** `rate` of the requests, beyond the first `reservoir` of each second, that match; `*` and `?` are wildcards. */
export interface SamplingRule {
  /** Default: any. */
  method?: string;
  /** Of the request, or a message's service. Default: any. */
  path?: string;
  /** 0 to 1. */
  rate: number;
  /** Requests a second that are always taken, so that quiet routes are seen. Default 0. */
  reservoir?: number;
}

/** X-Ray's own algorithm over rules of our configuration: the first rule that matches decides; none: not recorded. */
export function createSampler(rules: readonly SamplingRule[], chance: Chance): Sampler {
  const deciders = rules.map((rule) => {
    const method = globOf(rule.method);
    const path = globOf(rule.path);
    return {
      matches: ({ http, service }: SampledRequest) =>
        (!method || method(http?.method ?? "")) && (!path || path(http?.path ?? service)),
      takes: decider(rule, chance),
    };
  });

  return (request) => {
    for (const { matches, takes } of deciders) if (matches(request)) return takes();
    return false;
  };
}

function decider({ rate, reservoir = 0 }: SamplingRule, { now, random }: Chance): () => boolean {
  let second = 0;
  let taken = 0;
  return () => {
    if (reservoir > 0) {
      const current = Math.floor(now() / 1000);
      if (current !== second) {
        second = current;
        taken = 0;
      }
      if (taken < reservoir) {
        taken++;
        return true;
      }
    }
    return rate > 0 && random() < rate;
  };
}
