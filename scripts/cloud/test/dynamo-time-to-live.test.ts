import {
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { clientConfig } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { freshTable } from "@shopeasy/testing/tables";

const dynamodb = new DynamoDBClient(clientConfig("dynamodb"));
afterAll(() => dynamodb.destroy());

const inSeconds = (seconds: number) => ({ N: String(Math.floor(Date.now() / 1000) + seconds) });

test("items past their time are deleted, the others stay", async () => {
  const { name } = await freshTable("carts");
  const items = {
    expired: { expiresAt: inSeconds(-60) },
    living: { expiresAt: inSeconds(3600) },
    lasting: {},
    misfit: { expiresAt: { S: "yesterday" } },
  };

  for (const [pk, attributes] of Object.entries(items)) {
    await dynamodb.send(new PutItemCommand({ TableName: name, Item: { pk: { S: pk }, ...attributes } }));
  }

  await eventually(async () => {
    const { Items } = await dynamodb.send(new ScanCommand({ TableName: name }));
    expect(Items?.map(({ pk }) => pk?.S).sort()).toEqual(["lasting", "living", "misfit"]);
  });
});

test("a table tells the attribute that it expires by", async () => {
  const { name } = await freshTable("carts");

  const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: name }));

  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
});
