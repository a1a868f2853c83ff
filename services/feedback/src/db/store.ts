import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Where everything is kept. */
export interface Tables {
  dynamo: DynamoDBDocumentClient;
  tables: { feedback: string; outbox: string };
}

/** That, and what time it is. */
export interface Store extends Tables {
  clock: { now: () => Date };
}
