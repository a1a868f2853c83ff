import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface Random {
  /** Both ends included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `count` different members, in the list's own order. */
  sample<T>(list: readonly T[], count: number): T[];
}

/** The same numbers for the same seed, on every machine. */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const int = (min: number, max: number) => uniformInt(generator, min, max);
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError("cannot pick from an empty list");
    return list[int(0, list.length - 1)] as T;
  };
  const sample = <T>(list: readonly T[], count: number): T[] => {
    let wanted = Math.min(count, list.length);
    let left = list.length;
    // Knuth's selection sampling (TAOCP 3.4.2, algorithm S): one pass, order kept.
    return list.filter(() => {
      const taken = int(1, left--) <= wanted;
      if (taken) wanted--;
      return taken;
    });
  };
  return { int, pick, sample, chance: (probability) => int(0, 999_999) < probability * 1_000_000 };
}

/** One seed out of several numbers, so that neighbours are unlike each other (the finalizer of MurmurHash3). */
export function mixSeeds(...seeds: number[]): number {
  let hash = 0x9e3779b9;
  for (const seed of seeds) {
    hash = Math.imul(hash ^ seed, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash | 0;
}

/** A number that stands for a text (FNV-1a, 32 bits). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}
