export const feedbackCategories = ["bug", "idea", "complaint", "praise", "question"] as const;
export type FeedbackCategory = (typeof feedbackCategories)[number];

export const feedbackStatuses = ["new", "in-progress", "answered", "closed"] as const;
export type FeedbackStatus = (typeof feedbackStatuses)[number];

/** Each status and category is a list of its own, so that no list takes all the writes; staff's are merged from them. */
export const listedFeedback = (status: FeedbackStatus, category: FeedbackCategory) =>
  `feedback#${status}#${category}`;

/** The lists that a filter asks for. */
export const listsOf = (filter: {
  status?: FeedbackStatus | undefined;
  category?: FeedbackCategory | undefined;
}): string[] => {
  const statuses = filter.status ? [filter.status] : feedbackStatuses;
  const categories = filter.category ? [filter.category] : feedbackCategories;
  return statuses.flatMap((status) => categories.map((category) => listedFeedback(status, category)));
};
