import type { Program } from "../stacks/program";

type Exceptions = Partial<Record<Program, Record<string, string>>>;

const forAll = (names: readonly Program[], exceptions: Record<string, string>): Exceptions =>
  Object.fromEntries(names.map((name) => [name, exceptions]));

function together(...all: Exceptions[]): Exceptions {
  const merged: Exceptions = {};
  for (const [name, some] of all.flatMap((one) => Object.entries(one))) {
    merged[name as Program] = { ...merged[name as Program], ...some };
  }
  return merged;
}

/** Calls that a program's code holds and that it never makes, and why not. */
export const neverMade = together(
  forAll(["users", "users-worker", "orders", "orders-worker", "feedback", "feedback-worker"], {
    "kinesis:PutRecords": "what publishes its events could write to a stream, and is handed none",
  }),
  forAll(["users", "orders", "feedback"], {
    "sns:Publish": "it shares its deps with its worker, whose relay alone publishes",
  }),
  forAll(["users-worker", "catalog-worker", "cart-worker", "orders-worker", "feedback-worker"], {
    "elasticache:Connect": "a worker has nobody's requests to count, and no address of Valkey",
  }),
  { "catalog-worker": { "s3:AbortMultipartUpload": "only routes take files, and a worker serves none" } },
  {
    "feedback-worker": {
      "sqs:SendMessage": "only routes take reviews, and a worker serves none",
      "dynamodb:DeleteItem": "only routes take votes back, and a worker serves none",
    },
  },
);

/** What a program is allowed without a call in its code, and why. */
export const withoutCall = together(
  {
    notifications: {
      "sqs:ReceiveMessage": "Lambda takes messages in its name",
      "sqs:DeleteMessage": "Lambda deletes messages in its name",
      "sqs:GetQueueAttributes": "Lambda looks at queues in its name",
    },
  },
  {
    "inventory-stream": Object.fromEntries(
      ["DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"].map(
        (action) => [`kinesis:${action}`, "Lambda reads the stream in its name"],
      ),
    ),
  },
  {
    "catalog-worker": {
      "s3:ListBucket": "S3 tells nobody else that an object is not there: it would refuse to show it",
    },
  },
);
