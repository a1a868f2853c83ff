import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type TableName, tables, variableFor } from "@shopeasy/contracts/resources";
import { clientConfig, uniqueName } from "./cloud";
import { declareTable } from "./declare-table";

export interface FreshTable {
  name: string;
  /** Names the table to a service. */
  environment: Record<string, string>;
}

/** An empty copy of a declared table, for one test file. */
export async function freshTable(table: TableName): Promise<FreshTable> {
  const name = uniqueName(table);
  const client = new DynamoDBClient(clientConfig("dynamodb"));
  try {
    await declareTable(client, name, tables[table]);
  } finally {
    client.destroy();
  }
  return { name, environment: { [variableFor("table", table)]: name } };
}
