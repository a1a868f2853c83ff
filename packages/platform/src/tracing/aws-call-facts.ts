type Input = Readonly<Record<string, unknown>>;

/** The parameters worth recording: what was called upon. Keys and items are not, they hold customers' data. */
const RECORDED_PARAMETERS: Readonly<Record<string, string>> = {
  TableName: "table_name",
  IndexName: "index_name",
  QueueUrl: "queue_url",
  TopicArn: "topic_arn",
  StreamName: "stream_name",
  Bucket: "bucket_name",
};

/** Of calls that carry several things at once, how many. */
const COUNTED_PARAMETERS = ["Entries", "PublishBatchRequestEntries", "Records", "TransactItems"] as const;

/** The table, queue, topic, stream or bucket of a call; of one about many things how many, and whose tables they are in. */
export function calledUpon(input: Input): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const [parameter, name] of Object.entries(RECORDED_PARAMETERS)) {
    if (typeof input[parameter] === "string") facts[name] = input[parameter];
  }
  for (const parameter of COUNTED_PARAMETERS) {
    const things = input[parameter];
    if (Array.isArray(things)) facts.count = things.length;
  }
  const tables = tablesOf(input);
  if (tables.length > 0) facts.table_names = tables;
  return facts;
}

/** Of a batch (by table) or a transaction (of actions, each upon a table). */
function tablesOf({ RequestItems, TransactItems }: Input): unknown[] {
  if (typeof RequestItems === "object" && RequestItems !== null) return Object.keys(RequestItems);
  if (!Array.isArray(TransactItems)) return [];
  const actions = TransactItems.flatMap((item) => Object.values(Object(item)));
  return [...new Set(actions.map((action) => Object(action).TableName))];
}

/** DynamoDB's capacity units, where the call asked to be told. */
export function consumed(output: object): Record<string, unknown> {
  const { ConsumedCapacity } = output as { ConsumedCapacity?: unknown };
  if (ConsumedCapacity === undefined) return {};
  const units = [ConsumedCapacity].flat().map((each) => Number(Object(each).CapacityUnits ?? 0));
  return { consumed_capacity: units.reduce((sum, each) => sum + each, 0) };
}
