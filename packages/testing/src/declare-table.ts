import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { TableDeclaration } from "@shopeasy/contracts/resources";
import { eventually } from "./eventually";

/** Makes a table as declared, under this name, where there is none yet, and waits until it can be used. */
export async function declareTable(
  dynamodb: DynamoDBClient,
  name: string,
  { key, attributes, indexes = {}, timeToLive }: TableDeclaration,
): Promise<void> {
  const secondary = Object.entries(indexes).map(([IndexName, indexKey]) => ({
    IndexName,
    KeySchema: keySchema(indexKey),
    Projection: { ProjectionType: "ALL" as const },
  }));
  const table = new CreateTableCommand({
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema(key),
    AttributeDefinitions: Object.entries(attributes).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    ...(secondary.length > 0 && { GlobalSecondaryIndexes: secondary }),
  });
  await dynamodb.send(table).catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
  await eventually(async () => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
    if (Table?.TableStatus !== "ACTIVE") throw new Error(`Table ${name} is not active`);
  });
  if (timeToLive) {
    const TimeToLiveSpecification = { AttributeName: timeToLive, Enabled: true };
    await dynamodb.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
  }
}

function keySchema({ partition, sort }: TableDeclaration["key"]): KeySchemaElement[] {
  const hash = { AttributeName: partition, KeyType: "HASH" as const };
  return sort ? [hash, { AttributeName: sort, KeyType: "RANGE" as const }] : [hash];
}
