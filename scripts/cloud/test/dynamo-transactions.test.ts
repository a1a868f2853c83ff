import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { clientConfig } from "@shopeasy/testing/cloud";
import { freshTable } from "@shopeasy/testing/tables";

const dynamodb = new DynamoDBClient(clientConfig("dynamodb"));
let table: string;

beforeAll(async () => {
  table = (await freshTable("feedback")).name;
});
afterAll(() => dynamodb.destroy());

const key = (pk: string, sk = "it") => ({ pk: { S: pk }, sk: { S: sk } });

const transact = (items: TransactWriteItem[], token?: string) =>
  dynamodb.send(new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: token }));

const put = (pk: string, stock: number, sk?: string) =>
  dynamodb.send(
    new PutItemCommand({ TableName: table, Item: { ...key(pk, sk), stock: { N: String(stock) } } }),
  );

async function stockOf(pk: string, sk?: string): Promise<number | undefined> {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: table, Key: key(pk, sk) }));
  return Item?.stock?.N === undefined ? undefined : Number(Item.stock.N);
}

const addition = (pk: string, amount: number, sk?: string) => ({
  TableName: table,
  Key: key(pk, sk),
  UpdateExpression: "ADD stock :amount",
  ExpressionAttributeValues: { ":amount": { N: String(amount) } },
});

const add = (pk: string, amount: number, sk?: string): TransactWriteItem => ({
  Update: addition(pk, amount, sk),
});

const takeOne = (pk: string): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: key(pk),
    UpdateExpression: "SET stock = stock - :one",
    ConditionExpression: "stock >= :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

test("a transaction writes all of its items", async () => {
  const [order, stock, proof] = [randomUUID(), randomUUID(), randomUUID()];
  await put(proof, 1);

  await transact([
    { Put: { TableName: table, Item: key(order), ConditionExpression: "attribute_not_exists(pk)" } },
    add(stock, 5),
    { ConditionCheck: { TableName: table, Key: key(proof), ConditionExpression: "attribute_exists(pk)" } },
  ]);

  const both = [order, stock, proof].map((pk) => ({ Get: { TableName: table, Key: key(pk) } }));
  const { Responses } = await dynamodb.send(new TransactGetItemsCommand({ TransactItems: both }));
  expect(Responses?.map(({ Item }) => Item?.stock?.N ?? Item?.pk?.S)).toEqual([order, "5", "1"]);
});

test("a transaction with a failed condition writes nothing, and tells which condition and what it met", async () => {
  const [order, stock] = [randomUUID(), randomUUID()];
  await put(stock, 0);

  const attempt = transact([{ Put: { TableName: table, Item: key(order) } }, takeOne(stock)]);

  const refusal = await attempt.catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(TransactionCanceledException);
  const reasons = (refusal as TransactionCanceledException).CancellationReasons;
  expect(reasons?.map(({ Code }) => Code)).toEqual(["None", "ConditionalCheckFailed"]);
  expect(reasons?.[1]?.Item).toEqual({ ...key(stock), stock: { N: "0" } });
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: table, Key: key(order) }));
  expect(Item).toBeUndefined();
});

test("a condition on an item that is not there leaves none behind", async () => {
  const [absent, order] = [randomUUID(), randomUUID()];

  await transact([
    {
      ConditionCheck: { TableName: table, Key: key(absent), ConditionExpression: "attribute_not_exists(pk)" },
    },
    { Put: { TableName: table, Item: key(order) } },
  ]);

  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: table, Key: key(absent) }));
  expect(Item).toBeUndefined();
});

test("the same token takes effect once, and is refused with other items", async () => {
  const stock = randomUUID();
  const token = randomUUID();

  await transact([add(stock, 5)], token);
  await transact([add(stock, 5)], token);
  const other = transact([add(stock, 6)], token);

  await expect(other).rejects.toMatchObject({ name: "IdempotentParameterMismatchException" });
  expect(await stockOf(stock)).toBe(5);
});

test("a transaction that names an item twice is refused", async () => {
  const stock = randomUUID();

  const attempt = transact([add(stock, 1), add(stock, 1)]);

  await expect(attempt).rejects.toMatchObject({ name: "ValidationException" });
  expect(await stockOf(stock)).toBeUndefined();
});

test("40 buyers at once get no more than the 5 that are there", async () => {
  const stock = randomUUID();
  await put(stock, 5);

  const buyers = Array.from({ length: 40 }, (_, buyer) =>
    transact([takeOne(stock), { Put: { TableName: table, Item: key(`${stock}-sold`, String(buyer)) } }]),
  );

  const outcomes = await Promise.allSettled(buyers);
  const sold = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: `${stock}-sold` } },
    }),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  expect(sold.Count).toBe(5);
  expect(await stockOf(stock)).toBe(0);
});

test("single writes between transactions are not lost", async () => {
  const stock = randomUUID();
  await put(stock, 0);
  const addOne = () => dynamodb.send(new UpdateItemCommand(addition(stock, 1)));

  const writes = Array.from({ length: 60 }, (_, turn) => (turn % 2 ? transact([add(stock, 1)]) : addOne()));

  await Promise.all(writes);
  expect(await stockOf(stock)).toBe(60);
});

test("nobody sees half of a transaction", async () => {
  const account = randomUUID();
  await put(account, 100, "a");
  await put(account, 100, "b");
  const sums: number[] = [];
  let moving = true;
  const reader = async () => {
    while (moving) {
      const gets = ["a", "b"].map((sk) => ({ Get: { TableName: table, Key: key(account, sk) } }));
      const { Responses } = await dynamodb.send(new TransactGetItemsCommand({ TransactItems: gets }));
      sums.push((Responses ?? []).reduce((sum, { Item }) => sum + Number(Item?.stock?.N), 0));
    }
  };
  const readers = [reader(), reader(), reader()];

  for (let move = 0; move < 40; move += 1) await transact([add(account, -1, "a"), add(account, 1, "b")]);

  moving = false;
  await Promise.all(readers);
  expect(sums.length).toBeGreaterThan(0);
  expect(new Set(sums)).toEqual(new Set([200]));
});

test("a failed condition of a single write gives the item it met, where asked", async () => {
  const stock = randomUUID();
  await put(stock, 3);

  const attempt = dynamodb.send(
    new PutItemCommand({
      TableName: table,
      Item: key(stock),
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    }),
  );

  const refusal = await attempt.catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ConditionalCheckFailedException);
  expect((refusal as ConditionalCheckFailedException).Item?.stock).toEqual({ N: "3" });
});

test("an index follows the items, in and out of transactions", async () => {
  const group = randomUUID();
  const member = (pk: string, at: string) => ({ ...key(pk), listedUnder: { S: group }, id: { S: at } });
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
  await dynamodb.send(new PutItemCommand({ TableName: table, Item: member(first, "1") }));

  await transact([
    { Put: { TableName: table, Item: member(second, "2") } },
    { Put: { TableName: table, Item: member(third, "3") } },
    { Delete: { TableName: table, Key: key(first) } },
  ]);
  await dynamodb.send(
    new UpdateItemCommand({ TableName: table, Key: key(third), UpdateExpression: "REMOVE listedUnder" }),
  );

  const { Items } = await dynamodb.send(
    new QueryCommand({
      TableName: table,
      IndexName: "newest",
      KeyConditionExpression: "listedUnder = :group",
      ExpressionAttributeValues: { ":group": { S: group } },
    }),
  );
  expect(Items?.map(({ pk }) => pk?.S)).toEqual([second]);
});
