import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as calls from "@shopeasy/contracts/internal/feedback";
import { createApp } from "@shopeasy/platform/http/app";
import { createInternalApp } from "@shopeasy/platform/http/internal-app";
import { type ImplementedCall, implementCall } from "@shopeasy/platform/http/internal-call";
import type { Route } from "@shopeasy/platform/http/route";
import type { FeedbackConfig } from "./config";
import { customerFeedbackRoutes } from "./customer-feedback/feedback-routes";
import { exportCustomer } from "./customers/export-customer";
import type { Deps } from "./deps";
import { moderationRoutes } from "./moderation/moderation-routes";
import { feedbackNotice, reviewNotice } from "./notices/notices";
import { reviewRoutes } from "./reviews/review-routes";
import { voteRoutes } from "./votes/vote-routes";

export const feedbackRoutes: Route<Deps>[] = [
  ...reviewRoutes,
  ...voteRoutes,
  ...moderationRoutes,
  ...customerFeedbackRoutes,
];

const feedbackCalls: ImplementedCall<Deps>[] = [
  implementCall(calls.getReviewNotice, (deps: Deps, { params }) => reviewNotice(deps, params.reviewId)),
  implementCall(calls.getFeedbackNotice, (deps: Deps, { params }) => feedbackNotice(deps, params.feedbackId)),
  implementCall(calls.exportCustomer, (deps: Deps, { params }) => exportCustomer(deps, params.userId)),
];

/** What customers and staff reach. */
export const createFeedbackApp = (
  deps: Deps,
  config: Pick<FeedbackConfig, "RATE_LIMITS" | "TRUSTED_PROXIES" | "CALLER_HEADER">,
) =>
  createApp({
    ...deps,
    deps,
    service: "feedback",
    routes: feedbackRoutes,
    rateLimits: config.RATE_LIMITS,
    trustedProxies: config.TRUSTED_PROXIES,
    callerHeader: config.CALLER_HEADER,
  });

const nowhere = { pk: "readiness", sk: "readiness" };

/** What other services reach; a worker's has no calls. */
export const createFeedbackInternalApp = (deps: Deps, implemented = feedbackCalls) =>
  createInternalApp({
    ...deps,
    deps,
    service: "feedback",
    calls: implemented,
    checks: [
      {
        name: "table",
        check: () => deps.dynamo.send(new GetCommand({ TableName: deps.tables.feedback, Key: nowhere })),
      },
      {
        name: "queue",
        check: () =>
          deps.sqs.send(
            new GetQueueAttributesCommand({ QueueUrl: deps.queues.reviews, AttributeNames: ["QueueArn"] }),
          ),
      },
    ],
  });
