import {
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { clientConfig, cloudEndpoints } from "@shopeasy/testing/cloud";
import { freshStream } from "@shopeasy/testing/streams";

// The SDK's own choice of protocol, HTTP/2, as the services have it.
const kinesis = new KinesisClient(clientConfig("kinesis"));
afterAll(() => kinesis.destroy());

async function readAll(stream: string): Promise<string[]> {
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: stream }));
  const read = Shards.map(async ({ ShardId }) => {
    const from = { StreamName: stream, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
    const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand(from));
    const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
    return Records.map(({ Data }) => Buffer.from(Data ?? "").toString());
  });
  return (await Promise.all(read)).flat();
}

test("records put to a stream by its ARN are read from its shards", async () => {
  const { name } = await freshStream();
  const summary = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: name }));
  const records = ["a", "b", "c"].map((sku) => ({ PartitionKey: sku, Data: Buffer.from(`stock of ${sku}`) }));

  const StreamARN = summary.StreamDescriptionSummary?.StreamARN;
  const { FailedRecordCount } = await kinesis.send(new PutRecordsCommand({ StreamARN, Records: records }));

  expect(FailedRecordCount).toBe(0);
  expect((await readAll(name)).sort()).toEqual(["stock of a", "stock of b", "stock of c"]);
});

test("the records of a SKU keep their order", async () => {
  const { name } = await freshStream();
  const versions = Array.from({ length: 50 }, (_, version) => String(version));

  for (const version of versions) {
    const Records = [{ PartitionKey: "one-sku", Data: Buffer.from(version) }];
    await kinesis.send(new PutRecordsCommand({ StreamName: name, Records }));
  }

  expect(await readAll(name)).toEqual(versions);
});

test("the same port speaks HTTP/1.1 as well", async () => {
  const answer = await fetch(cloudEndpoints().kinesis, {
    method: "POST",
    headers: { "x-amz-target": "Kinesis_20131202.ListStreams", "content-type": "application/x-amz-json-1.1" },
    body: "{}",
  });

  expect(await answer.json()).toMatchObject({ StreamNames: expect.arrayContaining(["inventory"]) });
});
