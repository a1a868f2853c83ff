import { FeedbackId } from "@shopeasy/contracts/ids";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import { newestFirst, readPage } from "../db/read-page";
import type { Deps } from "../deps";
import { feedbackUnavailable } from "./feedback-faults";
import { FeedbackItem } from "./feedback-items";
import { listsOf } from "./feedback-rules";
import type { FeedbackQuery } from "./feedback-schemas";
import { presentFeedbackToStaff } from "./present-feedback";

const Cursor = z.strictObject({ after: FeedbackId });

/** A page of what customers said, newest first: the newest of each list that is asked for, put together. */
export async function listFeedback(
  store: Pick<Deps, "dynamo" | "tables">,
  { limit, cursor, ...filter }: FeedbackQuery,
) {
  const after = cursor === undefined ? undefined : decodeCursor(Cursor, cursor).after;
  const pages = await Promise.all(
    listsOf(filter).map((under) => readPage(store, { ...newestFirst, under, most: limit + 1, after })),
  ).catch(feedbackUnavailable);
  // An index lags behind a moment: what has just changed its list may still be in both.
  const found = new Map(
    z
      .array(FeedbackItem)
      .parse(pages.flat())
      .map((item) => [item.id, item]),
  );
  const newest = [...found.values()].sort((one, other) => (one.id < other.id ? 1 : -1));
  const page = pageOf(newest, limit, ({ id }) => ({ after: id }));
  return { ...page, items: page.items.map(presentFeedbackToStaff) };
}
