import {
  isHeld,
  type ModerationRules,
  reasonsToFlag,
  standingBy,
  unknownProduct,
  withEntry,
} from "../moderation/moderation-rules";
import type { GoneReview, HistoryEntry, ReviewItem } from "./review-items";
import type { ReviewChanges } from "./review-schemas";
import type { Submission } from "./submission";

/** What a submission meets. */
interface Meeting {
  review: ReviewItem | undefined;
  gone: GoneReview | undefined;
  rules: ModerationRules;
  isKnown: boolean;
  /** The author's reviews of the last day. */
  lately: number;
  isBuyer: boolean;
}

/** What staff held back, its author can't have published by writing it anew. */
const heldBefore = "held-before";

/** The review that a submission makes. */
export function newReview(submission: Submission, meeting: Meeting, now: Date): Omit<ReviewItem, "revision"> {
  const { submittedAt, ...written } = submission;
  const { review, gone, rules, isKnown, lately, isBuyer } = meeting;
  const reasons = isKnown
    ? [
        ...reasonsToFlag(written, rules),
        ...(rules.mostADay !== null && lately >= rules.mostADay ? ["too-many-in-a-day"] : []),
        ...((review && isHeld(review)) || gone?.wasHeld ? [heldBefore] : []),
      ]
    : [unknownProduct];
  const standing = standingBy(reasons);
  return {
    ...written,
    ...standing,
    verifiedPurchase: isBuyer,
    helpfulCount: 0,
    reportCount: 0,
    reply: null,
    history: [
      { at: submittedAt, type: "submitted", by: "author", detail: "" },
      { at: now.toISOString(), type: standing.status, by: "rules", detail: reasons.join(", ") },
    ],
    createdAt: submittedAt,
    updatedAt: null,
  };
}

/** The review as its author has edited it. */
export function editedReview(
  review: ReviewItem,
  changes: ReviewChanges,
  { rules, now }: { rules: ModerationRules; now: Date },
): ReviewItem {
  const edited = { ...review, ...changes };
  const isUnknown = review.reasons.includes(unknownProduct);
  const reasons = isUnknown
    ? [unknownProduct]
    : [...reasonsToFlag(edited, rules), ...(isHeld(review) ? [heldBefore] : [])];
  const standing = standingBy(reasons);
  const at = now.toISOString();
  const entries: HistoryEntry[] = [
    { at, type: "edited", by: "author", detail: "" },
    { at, type: standing.status, by: "rules", detail: reasons.join(", ") },
  ];
  return { ...edited, ...standing, history: withEntry(review.history, ...entries), updatedAt: at };
}
