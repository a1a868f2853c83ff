import { FeedbackId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { answerFeedback } from "./answer-feedback";
import {
  AnyFeedback,
  FeedbackChanges,
  FeedbackList,
  FeedbackQuery,
  QueuedFeedback,
  StaffFeedback,
  SubmitFeedback,
} from "./feedback-schemas";
import { getFeedback } from "./get-feedback";
import { listFeedback } from "./list-feedback";
import { submitFeedback } from "./submit-feedback";

const params = z.strictObject({ id: FeedbackId.toLowerCase() });
const unavailable = { 503: ["feedback-unavailable"] };

export const customerFeedbackRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/feedback",
    summary: "Tell the shop something",
    description:
      "Queued, and in the hands of staff soon after. Who is not signed in says an address to be answered at.",
    access: "public",
    body: SubmitFeedback,
    responses: {
      202: {
        description: "Taken; its author, signed in, can ask for it by its id",
        schema: QueuedFeedback,
        headers: { Location: "Where it can be asked for." },
      },
    },
    problems: unavailable,
    handle: async (deps, { body, principal }) => {
      const queued = await submitFeedback(deps, principal, body);
      return reply(202, queued, { Location: `/api/v1/feedback/${queued.id}` });
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/feedback",
    summary: "What customers have said, newest first",
    access: "staff",
    query: FeedbackQuery,
    responses: { 200: { description: "A page of feedback", schema: FeedbackList } },
    problems: unavailable,
    handle: async (deps, { query }) => reply(200, await listFeedback(deps, query)),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/feedback/{id}",
    summary: "Feedback, for its author and staff",
    description: "What was said without signing in is answered by mail, and shown to staff only.",
    access: "customer",
    params,
    responses: { 200: { description: "The feedback", schema: AnyFeedback } },
    problems: { 404: ["feedback-not-found"], ...unavailable },
    handle: async (deps, { params: { id }, principal }) => reply(200, await getFeedback(deps, id, principal)),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/feedback/{id}",
    summary: "Move feedback on, or reply to it",
    description: "Its author gets the reply by mail.",
    access: "staff",
    params,
    body: FeedbackChanges,
    responses: { 200: { description: "The feedback as it is now", schema: StaffFeedback } },
    problems: { 404: ["feedback-not-found"], ...unavailable },
    handle: async (deps, { params: { id }, principal, body }) =>
      reply(200, await answerFeedback(deps, id, principal, body)),
  }),
];
