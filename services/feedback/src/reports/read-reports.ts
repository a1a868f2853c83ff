import type { ReviewId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import { newestFirst, readPage } from "../db/read-page";
import type { Deps } from "../deps";
import { reviewsUnavailable } from "../reviews/store-faults";
import { ReportItem, reportsUnder } from "./report-item";

const mostShown = 100;

/** What was last reported of a review, newest first. */
export async function readReports(store: Pick<Deps, "dynamo" | "tables">, reviewId: ReviewId) {
  const query = { ...newestFirst, under: reportsUnder(reviewId), most: mostShown };
  return z.array(ReportItem).parse(await readPage(store, query).catch(reviewsUnavailable));
}
