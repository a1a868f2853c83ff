import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Unavailable } from "../errors";

/** Node's network errors, what the SDK makes of them (it wraps some, so that only the text names them), and throttling. */
const unanswered =
  /\b(TimeoutError|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|socket hang up|ThrottlingException|ProvisionedThroughputExceededException|RequestLimitExceeded)\b/;

interface SdkError {
  name?: unknown;
  code?: unknown;
  message?: unknown;
  $metadata?: { httpStatusCode?: number };
}

/** Whether a call failed without being at fault: by the network, a time-out, throttling, or the other side's own fault. */
function isUnanswered(error: unknown): boolean {
  const { name, code, message, $metadata } = (error ?? {}) as SdkError;
  return ($metadata?.httpStatusCode ?? 0) >= 500 || unanswered.test(`${name} ${code} ${message}`);
}

/** Has a client's calls fail with `Unavailable` where they were tried in vain, and with the SDK's error for the rest. */
export function tellUnanswered<Client extends Pick<DynamoDBClient, "middlewareStack">>(
  client: Client,
): Client {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (!isUnanswered(error)) throw error;
        throw new Unavailable(
          "upstream-unavailable",
          "A part of the shop does not answer.",
          {},
          { cause: error },
        );
      }
    },
    { step: "initialize", name: "tellUnanswered", priority: "high" },
  );
  return client;
}
