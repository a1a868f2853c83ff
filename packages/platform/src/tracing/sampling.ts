/** `rate` of the requests, beyond the first `reservoir` of each second, that match; `*` and `?` are wildcards. */
export interface SamplingRule {
  /** Default: any. */
  method?: string;
  /** Matched against the request's path, or a message's name. Default: any. */
  path?: string;
  /** 0 to 1. */
  rate: number;
  /** Requests a second that are always taken, so that quiet routes are seen. Default 0. */
  reservoir?: number;
}

/** Whether to record a trace that begins here. */
export type Sampler = (method: string | undefined, path: string | undefined) => boolean;

export interface Chance {
  /** Epoch milliseconds. */
  now: () => number;
  /** 0 to 1, without 1. */
  random: () => number;
}

/** X-Ray's own algorithm over rules of our configuration: the first rule that matches decides; none: not recorded. */
export function createSampler(rules: readonly SamplingRule[], chance: Chance): Sampler {
  const deciders = rules.map((rule) => {
    const methodMatches = matcher(rule.method);
    const pathMatches = matcher(rule.path);
    return {
      matches: (method = "", path = "") => methodMatches(method) && pathMatches(path),
      takes: decider(rule, chance),
    };
  });

  return (method, path) => deciders.find(({ matches }) => matches(method, path))?.takes() ?? false;
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

function matcher(pattern: string | undefined): (text: string) => boolean {
  if (pattern === undefined || pattern === "*") {
    return () => true;
  }
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".");
  const expression = new RegExp(`^${source}$`, "is");
  return (text) => expression.test(text);
}
