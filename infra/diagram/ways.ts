/** What a program does with something: puts into it, takes out of it, both, or asks it over the network. */
export type Way = "puts" | "takes" | "both" | "asks";

/** Actions of AWS that put something, and those that take. */
const puts = [
  "sqs:SendMessage",
  "sns:Publish",
  "kinesis:PutRecords",
  "ses:SendEmail",
  "s3:PutObject",
  "s3:DeleteObject",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
];
const takes = [
  "sqs:ReceiveMessage",
  "kinesis:GetRecords",
  "s3:GetObject",
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
];

/** What a program does with what it is allowed so much of; undefined where it only looks whether it is there. */
export function wayOf(actions: readonly string[]): Way | undefined {
  const isPut = actions.some((action) => puts.includes(action));
  const isTaken = actions.some((action) => takes.includes(action));
  if (isPut && isTaken) return "both";
  if (isPut) return "puts";
  return isTaken ? "takes" : undefined;
}
