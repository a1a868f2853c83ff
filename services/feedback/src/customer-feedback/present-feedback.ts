import type { FeedbackItem } from "./feedback-items";

/** Feedback as its author reads it: which of the staff answered is not said. */
export const presentFeedback = ({
  customerId: _customerId,
  revision: _revision,
  replies,
  ...feedback
}: FeedbackItem) => ({ ...feedback, replies: replies.map(({ body, at }) => ({ body, at })) });

/** Feedback as staff see it. */
export const presentFeedbackToStaff = ({ revision: _revision, ...feedback }: FeedbackItem) => feedback;
