/** A word of a query with what the catalogue's words have to do with it. */
export interface QueryWord {
  word: string;
  stem: string;
  /** Whether the catalogue has the word itself. */
  isKnown: boolean;
  /** Words of the catalogue that may be a slip away from it or its stem. */
  near: string[];
  /** Words of the catalogue that begin with it. */
  completions: string[];
}

/** Shorter words are a slip away from everything. */
const shortestMended = 3;
const mostAlternatives = 20;

/**
 * A full text query, as `to_tsquery` reads it, that forgives one slip in each word that the catalogue does not know;
 * where it knows them all, in any. Undefined when a word is nowhere near anything.
 */
export function forgivingQuery(words: readonly QueryWord[]): string | undefined {
  if (words.length === 0) return undefined;
  const allKnown = words.every(({ isKnown }) => isKnown);
  const groups = words.map((each) => alternativesOf(each, allKnown));
  if (groups.some((group) => group.length === 0)) return undefined;
  return groups.map((group) => `(${group.join(" | ")})`).join(" & ");
}

function alternativesOf({ word, stem, isKnown, near, completions }: QueryWord, allKnown: boolean): string[] {
  if (isKnown && !allKnown) return [word];
  const mended =
    word.length < shortestMended
      ? []
      : near.filter((other) => isWithinOneSlip(word, other) || isWithinOneSlip(stem, other));
  return [...new Set([...(isKnown ? [word] : []), ...mended, ...completions])].slice(0, mostAlternatives);
}

/** Whether one can be typed for the other by one slip: a character left out, put in, taken for another, or two swapped. */
export function isWithinOneSlip(one: string, other: string): boolean {
  if (one.length > other.length) return isWithinOneSlip(other, one);
  if (other.length - one.length > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const rest = one.slice(at);
  const otherRest = other.slice(at);
  if (one.length < other.length) return rest === otherRest.slice(1);
  if (rest.slice(1) === otherRest.slice(1)) return true;
  return rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2);
}
