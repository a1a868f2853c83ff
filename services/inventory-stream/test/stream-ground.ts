import { randomUUID } from "node:crypto";
import { PassThrough } from "node:stream";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { piecesInCarts, SkuAvailability, skuKey } from "@shopeasy/contracts/availability";
import { type EventType, type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import { CartId, Sku } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { freshTable } from "@shopeasy/testing/tables";
import type { KinesisStreamRecord } from "aws-lambda";
import { readConfig } from "../src/config";
import { createDeps, type Deps } from "../src/deps";
import { foldBatch } from "../src/fold-batch";

export type StreamGround = Awaited<ReturnType<typeof streamGround>>;

/** The lambda with a table of its own. */
export async function streamGround() {
  const table = await freshTable("availability");
  const environment = { ...cloudEnvironment(), ...table.environment, TRACE_SAMPLE_RATE: "0" };
  const log: string[] = [];
  const destination = new PassThrough();
  destination.on("data", (line: Buffer) => log.push(line.toString()));
  const logger = createLogger({ service: "inventory-stream", destination });
  const opened: Deps[] = [];

  function depsWith(differently: Record<string, string> = {}): Deps {
    Object.assign(process.env, environment, differently);
    const deps = { ...createDeps(readConfig()), logger };
    opened.push(deps);
    return deps;
  }
  const deps = depsWith();

  return {
    deps,
    depsWith,
    environment,
    table: table.name,
    logText: () => log.join(""),
    logged: (event: string) => log.map((line) => JSON.parse(line)).filter((line) => line.event === event),
    fold: (records: KinesisStreamRecord[], by: Deps = deps) =>
      foldBatch(by, { Records: records }, randomUUID()),
    /** What a reader of the table is told of a SKU. */
    async availabilityOf(sku: Sku, now = new Date()) {
      const { Item } = await deps.dynamo.send(
        new GetCommand({ TableName: table.name, Key: skuKey(sku), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const known = SkuAvailability.parse(Item);
      return { available: known.available, inCarts: piecesInCarts(known, now), revision: known.revision };
    },
    close() {
      for (const { dynamo } of opened) dynamo.destroy();
    },
  };
}

export const aSku = () => Sku.parse(`TENT-${randomUUID().slice(0, 8)}`);
export const aCartId = () => CartId.parse(randomUUID());

const envelope = (sku: Sku, aggregateVersion: number) => ({
  id: newId(),
  occurredAt: new Date(),
  aggregateId: sku,
  aggregateVersion,
});

export const stockChanged = (sku: Sku, version: number, available: number): ShopEvent<"stock.changed"> =>
  shopEvent("stock.changed", envelope(sku, version), { sku, onHand: available + 2, reserved: 2, available });

export function cartChanged(
  sku: Sku,
  cartId: CartId,
  version: number,
  quantity: number,
  expiresAt = new Date(Date.now() + 30 * 86_400_000),
): ShopEvent<"cart.changed"> {
  const data = { cartId, sku, quantity, expiresAt: expiresAt.toISOString() };
  return shopEvent("cart.changed", envelope(sku, version), data);
}

let sequence = 0n;

/** A record as AWS hands it to the lambda; sequence numbers grow, and are longer than a number can be exact. */
export function aRecord(content: ShopEvent<EventType> | string): KinesisStreamRecord {
  sequence += 1n;
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const sequenceNumber = String(49_590_338_271_490_256_608_559_692_538_361_571_095_921_575_989n + sequence);
  return {
    kinesis: {
      kinesisSchemaVersion: "1.0",
      partitionKey: "key",
      sequenceNumber,
      data: Buffer.from(text).toString("base64"),
      approximateArrivalTimestamp: Date.now() / 1000,
    },
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventID: `shardId-000000000000:${sequenceNumber}`,
    eventName: "aws:kinesis:record",
    invokeIdentityArn: "arn:aws:iam::000000000000:role/inventory-stream",
    awsRegion: "us-east-1",
    eventSourceARN: "arn:aws:kinesis:us-east-1:000000000000:stream/inventory",
  };
}
