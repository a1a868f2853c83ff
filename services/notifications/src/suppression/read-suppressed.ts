import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** DynamoDB reads 100 items a call. */
export const mostSuppressionsAtOnce = 100;

/** Which of these keys are suppressed. */
export async function readSuppressed(
  { dynamo, table }: { dynamo: DynamoDBDocumentClient; table: string },
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const Keys = [...new Set(keys)].map((pk) => ({ pk }));
  const { Responses, UnprocessedKeys } = await dynamo.send(
    new BatchGetCommand({ RequestItems: { [table]: { Keys, ProjectionExpression: "pk" } } }),
  );
  if (UnprocessedKeys?.[table]) throw new Error("The suppressions could not all be read");
  return new Set(Responses?.[table]?.map(({ pk }) => String(pk)));
}
