import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { DynamoDBClient, ListTablesCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-kinesis";
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import postgres from "postgres";
import { clientFor } from "../../cloud/local-account";
import type { LocalShopProgram } from "./local-shop-program";
import { traces } from "./secrets";

/** Something that is held, and where: `postgres orders.returns`, `dynamodb carts`, `s3 event-archive events/…`. */
interface Held {
  where: string;
  text: string;
}

/**
 * Where a shop holds any of these words, whatever their case: in every table of every database, every DynamoDB table,
 * queue, stream and bucket, the payment gateway's books, logs and traces. The inbox that plays customers' mail programs
 * is not the shop's own, and is left out; so is what PostgreSQL has deleted and not yet cleared away.
 */
export async function placesOf(shop: LocalShopProgram, words: readonly string[]): Promise<string[]> {
  const wanted = words.map((word) => word.toLowerCase());
  const found = new Set<string>();
  for (const places of [inPostgres, inDynamo, inQueues, inStreams, inBuckets, inFiles]) {
    for await (const { where, text } of places(shop)) {
      const held = text.toLowerCase();
      for (const [index, word] of wanted.entries())
        if (held.includes(word)) found.add(`${where}: ${words[index]}`);
    }
  }
  return [...found].sort();
}

async function* inPostgres(shop: LocalShopProgram): AsyncGenerator<Held> {
  const url = new URL(shop.run().endpoints.postgres ?? "");
  const connect = (database: string) => {
    url.pathname = `/${database}`;
    return postgres(url.href, { max: 1, onnotice: () => {} });
  };
  const server = connect("postgres");
  const databases = await server`select datname as name from pg_database where not datistemplate`;
  await server.end();
  for (const { name: database } of databases) {
    const sql = connect(database);
    const tables = await sql`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
    for (const { schema, name } of tables) {
      // All columns of a row, of whatever type.
      for await (const rows of sql`select to_jsonb(t)::text as row from ${sql(schema)}.${sql(name)} t`.cursor(
        500,
      )) {
        yield { where: `postgres ${database}.${name}`, text: rows.map(({ row }) => row).join("\n") };
      }
    }
    await sql.end();
  }
}

async function* inDynamo(shop: LocalShopProgram): AsyncGenerator<Held> {
  const client = new DynamoDBClient(clientFor(shop.run().endpoints.dynamodb ?? ""));
  const { TableNames = [] } = await client.send(new ListTablesCommand());
  for (const TableName of TableNames) {
    let from: Record<string, never> | undefined;
    do {
      const { Items = [], LastEvaluatedKey }: { Items?: unknown[]; LastEvaluatedKey?: object } =
        await client.send(new ScanCommand({ TableName, ExclusiveStartKey: from }));
      yield { where: `dynamodb ${TableName}`, text: JSON.stringify(Items) };
      from = LastEvaluatedKey as typeof from;
    } while (from);
  }
  client.destroy();
}

/** Messages as the emulator stores them: waiting, in somebody's hand, or dead. To receive them would change them. */
async function* inQueues(shop: LocalShopProgram): AsyncGenerator<Held> {
  const store = new DatabaseSync(join(shop.dataDir, "cloud/queues/fauxqs.db"), { readOnly: true });
  const messages = store.prepare(
    "select queue_name as queue, body, message_attributes as attributes from sqs_messages",
  );
  for (const { queue, body, attributes } of messages.all()) {
    yield { where: `sqs ${queue}`, text: `${body} ${attributes}` };
  }
  store.close();
}

async function* inStreams(shop: LocalShopProgram): AsyncGenerator<Held> {
  const client = new KinesisClient(clientFor(shop.run().endpoints.kinesis ?? ""));
  const { StreamNames = [] } = await client.send(new ListStreamsCommand({}));
  for (const StreamName of StreamNames) {
    const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName }));
    for (const { ShardId } of Shards) {
      const begin = new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" });
      let { ShardIterator: next } = await client.send(begin);
      for (let behind = 1; next && behind > 0; ) {
        const page = await client.send(new GetRecordsCommand({ ShardIterator: next, Limit: 1_000 }));
        const texts = (page.Records ?? []).map(({ Data = [] }) => Buffer.from(Data).toString());
        yield { where: `kinesis ${StreamName}`, text: texts.join("\n") };
        behind = texts.length > 0 ? (page.MillisBehindLatest ?? 0) : 0;
        next = page.NextShardIterator;
      }
    }
  }
  client.destroy();
}

async function* inBuckets(shop: LocalShopProgram): AsyncGenerator<Held> {
  const client = new S3Client({ ...clientFor(shop.run().endpoints.s3 ?? ""), forcePathStyle: true });
  const { Buckets = [] } = await client.send(new ListBucketsCommand());
  for (const { Name: Bucket } of Buckets) {
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
      for (const { Key = "" } of page.Contents ?? []) {
        const { Body, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key }));
        const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
        const content = Key.endsWith(".gz") ? gunzipSync(bytes) : bytes;
        yield {
          where: `s3 ${Bucket} ${Key}`,
          text: `${Key} ${JSON.stringify(Metadata)} ${content.toString("latin1")}`,
        };
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }
  client.destroy();
}

async function* inFiles(shop: LocalShopProgram): AsyncGenerator<Held> {
  yield { where: "logs", text: shop.logs().join("\n") };
  yield { where: "output", text: shop.output() };
  yield { where: "traces", text: (await traces(shop)).join("\n") };
  yield {
    where: "payments",
    text: readFileSync(join(shop.dataDir, "cloud/journal.ndjson"), "utf8"),
  };
}
