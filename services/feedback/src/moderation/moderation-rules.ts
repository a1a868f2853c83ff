import type { ReviewItem } from "../reviews/review-items";

/** What has a review wait for staff, as staff have it. */
export interface ModerationRules {
  /** Words and phrases; whole ones only, in any case. */
  blockedTerms: readonly string[];
  flagLinks: boolean;
  flagContactDetails: boolean;
  flagShouting: boolean;
  flagImages: boolean;
  /** Reviews of one customer in 24 hours; null for as many as she likes. */
  mostADay: number | null;
  /** Of different customers. */
  reportsToFlag: number;
}

export const defaultRules: ModerationRules = {
  blockedTerms: ["casino", "escort", "free money", "porn", "viagra", "work from home"],
  flagLinks: true,
  flagContactDetails: true,
  flagShouting: true,
  flagImages: true,
  mostADay: 20,
  reportsToFlag: 3,
};

export const unknownProduct = "unknown-product";

export interface Judged {
  title: string;
  body: string;
  images: readonly { alt: string }[];
}

const link =
  /https?:\/\/|\bwww\.|\b[a-z0-9-]{2,63}\.(?:com|net|org|info|biz|shop|store|online|site|io|co|ru|cn)\b/i;
const emailAddress = /[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63}){1,4}/;
/** Nine digits at least, however they are grouped. */
const phoneNumber = /(?<!\d)(?:\+|00)?\d(?:[\s().\-/]{0,2}\d){8,14}(?!\d)/;
const fewestLettersShouted = 20;

/** Why staff are to look at this text before others see it; empty where no rule minds it. */
export function reasonsToFlag(judged: Judged, rules: ModerationRules): string[] {
  const text = readable([judged.title, judged.body, ...judged.images.map(({ alt }) => alt)].join("\n"));
  const isMail = emailAddress.test(text);
  return [
    ...rules.blockedTerms.filter((term) => holds(text, term)).map((term) => `blocked-term: ${term}`),
    ...(rules.flagLinks && link.test(text.replace(emailAddress, " ")) ? ["link"] : []),
    ...(rules.flagContactDetails && (isMail || phoneNumber.test(text)) ? ["contact-details"] : []),
    ...(rules.flagShouting && isShouted(text) ? ["shouting"] : []),
    ...(rules.flagImages && judged.images.length > 0 ? ["images"] : []),
  ];
}

/** As a reader takes it: what can't be seen is left out, and letters of other widths are letters. */
const readable = (text: string) => text.normalize("NFKC").replace(/\p{Cf}/gu, "");

/** Whether a term can be found at all; one that can't be seen would be found everywhere. */
export const isTerm = (term: string): boolean => /[\p{L}\p{N}]/u.test(readable(term));

function holds(text: string, term: string): boolean {
  const words = readable(term)
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join("\\s+")}(?![\\p{L}\\p{N}])`, "iu").test(text);
}

function isShouted(text: string): boolean {
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0;
  const lower = text.match(/\p{Ll}/gu)?.length ?? 0;
  return upper + lower >= fewestLettersShouted && upper > 2 * lower;
}

/** Whether staff hold a review back: what its author writes next must not get round them. */
export const isHeld = ({ status, reasons }: Pick<ReviewItem, "status" | "reasons">): boolean =>
  status !== "published" && !reasons.includes(unknownProduct);

/** What becomes of a review by the reasons against it. */
export function standingBy(reasons: readonly string[]): Pick<ReviewItem, "status" | "reasons" | "rejection"> {
  if (reasons.includes(unknownProduct)) {
    return { status: "rejected", reasons: [...reasons], rejection: "There is no such product." };
  }
  return { status: reasons.length > 0 ? "flagged" : "published", reasons: [...reasons], rejection: null };
}

const longestHistory = 50;

/** The history with one more entry; of a very long one the beginning is forgotten. */
export const withEntry = (
  history: readonly ReviewItem["history"][number][],
  ...entries: ReviewItem["history"]
): ReviewItem["history"] => [...history, ...entries].slice(-longestHistory);
