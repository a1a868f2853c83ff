import type { KnownWord } from "./look-up-words";
import { type SearchTerms, type TypedWord, termsOfChoices, type WordChoice } from "./search-terms";

/** Shorter words are a slip away from everything. */
const shortestMended = 3;
const mostMended = 8;
const mostChoices = 20;

/** The words of a query that may be mended: not the short ones, nor article numbers and sizes, and the first eight. */
export const mendableWords = (typed: readonly TypedWord[]): TypedWord[] =>
  typed
    .filter(({ word, isStop }) => !isStop && word.length >= shortestMended && !/\p{N}/u.test(word))
    .slice(0, mostMended);

/**
 * Terms that forgive one slip in each word that the catalogue does not know; where it knows them all, in any. A space
 * too many or too few is a slip. Undefined when a word is nowhere near anything.
 */
export function mendedTerms(
  typed: readonly TypedWord[],
  known: readonly KnownWord[],
): SearchTerms | undefined {
  const choices = mendedChoices(typed, known);
  return choices && termsOfChoices(choices);
}

/** What may stand for each of the words that say something. */
function mendedChoices(typed: readonly TypedWord[], known: readonly KnownWord[]): WordChoice[] | undefined {
  const meant = typed.some(({ isStop }) => !isStop) ? typed.filter(({ isStop }) => !isStop) : typed;
  const byWord = new Map(known.map((each) => [each.word, each]));
  const last = typed.at(-1);
  const isFound = (each: TypedWord) => {
    const found = byWord.get(each.word);
    return !found || found.isKnown || (each === last && found.isBegun);
  };
  const allFound = meant.every(isFound);
  const choices = meant.map((each) => {
    const found = byWord.get(each.word);
    const begun = each === last ? { begun: each.word } : {};
    if (!found || (isFound(each) && !allFound)) return { stems: [each.stem], ...begun };
    return { ...mend(each, found), ...(found.isBegun && begun) };
  });
  const isHopeless = choices.length === 0 || choices.some(({ stems, begun }) => stems.length === 0 && !begun);
  return isHopeless ? undefined : choices;
}

/** What may stand for a word, if that was mistyped. */
export function mend({ word, stem }: TypedWord, { isKnown, near, parts }: KnownWord): WordChoice {
  const slips = near.filter(([other]) => isWithinOneSlip(word, other) || isWithinOneSlip(stem, other));
  const own = isKnown ? [stem] : [];
  const choicesAmong = (words: KnownWord["near"]) => [
    ...new Set([...own, ...words.map(([, its]) => its)].slice(0, mostChoices)),
    ...parts,
  ];
  // Hardly anybody mistypes a word's first letter.
  const likely = slips.filter(([other]) => other[0] === word[0]);
  return { stems: choicesAmong(slips), ...(likely.length > 0 && { likely: choicesAmong(likely) }) };
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
