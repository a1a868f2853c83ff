import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { createApp } from "@shopeasy/platform/http/app";
import { createInternalApp } from "@shopeasy/platform/http/internal-app";
import type { Route } from "@shopeasy/platform/http/route";
import type { FeedbackConfig } from "./config";
import type { Deps } from "./deps";
import { reviewRoutes } from "./reviews/review-routes";

export const feedbackRoutes: Route<Deps>[] = [...reviewRoutes];

/** What customers and staff reach. */
export const createFeedbackApp = (
  deps: Deps,
  config: Pick<FeedbackConfig, "RATE_LIMITS" | "TRUSTED_PROXIES">,
) =>
  createApp({
    ...deps,
    deps,
    service: "feedback",
    routes: feedbackRoutes,
    rateLimits: config.RATE_LIMITS,
    trustedProxies: config.TRUSTED_PROXIES,
  });

const nowhere = { pk: "readiness", sk: "readiness" };

/** What other services reach: no calls, but health and metrics; a worker's is the same. */
export const createFeedbackInternalApp = (deps: Deps) =>
  createInternalApp({
    ...deps,
    deps,
    service: "feedback",
    calls: [],
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
