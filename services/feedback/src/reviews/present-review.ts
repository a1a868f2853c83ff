import type { ReportItem } from "../reports/report-item";
import type { ReviewItem } from "./review-items";

/** A review as everybody may read it: who wrote it is not said. */
export const presentReview = ({
  customerId: _customerId,
  reportCount: _reportCount,
  reasons: _reasons,
  history: _history,
  revision: _revision,
  ...review
}: ReviewItem) => review;

/** A review as staff see it, with what others reported where that was asked for. */
export const presentToStaff = ({ revision: _revision, ...review }: ReviewItem, reports?: ReportItem[]) => ({
  ...review,
  ...(reports && { reports: reports.map(({ reason, at }) => ({ reason, at })) }),
});
