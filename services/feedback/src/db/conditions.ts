import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";

/** One action of a transaction. */
export type Action = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** A condition that a number of the item is as it was read, or that there is still no item. */
export const unchanged = (attribute: string, value: number | undefined) =>
  value === undefined
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : {
        ConditionExpression: "#seen = :seen",
        ExpressionAttributeNames: { "#seen": attribute },
        ExpressionAttributeValues: { ":seen": value },
      };

const conflicts = new Set(["ConditionalCheckFailed", "TransactionConflict"]);

/** Whether a transaction failed because what it stands on has changed, and may succeed after another look. */
export function isConflict(error: unknown): boolean {
  const { name, CancellationReasons = [] } = Object(error) as {
    name?: unknown;
    CancellationReasons?: { Code?: string }[];
  };
  return (
    name === "TransactionCanceledException" &&
    CancellationReasons.some(({ Code }) => Code !== undefined && conflicts.has(Code))
  );
}
