import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { SkuAvailability, skuKey } from "@shopeasy/contracts/availability";
import type { Sku } from "@shopeasy/contracts/ids";

export interface AvailabilityTable {
  dynamo: DynamoDBDocumentClient;
  table: string;
}

/** DynamoDB takes 100 keys in a read of many. */
const mostAtOnce = 100;

/**
 * What the table holds of these SKUs; those that it does not know, had no time for, or holds in another shape are left out. Read consistently,
 * so that what is read later is never older.
 */
export async function readTable(
  { dynamo, table }: AvailabilityTable,
  skus: readonly Sku[],
  abortSignal: AbortSignal,
): Promise<Map<Sku, SkuAvailability>> {
  const known = new Map<Sku, SkuAvailability>();
  for (let start = 0; start < skus.length; start += mostAtOnce) {
    const Keys = skus.slice(start, start + mostAtOnce).map(skuKey);
    const request = new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } });
    const { Responses } = await dynamo.send(request, { abortSignal });
    for (const item of Responses?.[table] ?? []) {
      const { data } = SkuAvailability.safeParse(item);
      if (data) known.set(data.sku, data);
    }
  }
  return known;
}
