import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { clientConfig, cloudEnvironment } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";

const s3 = new S3Client(clientConfig("s3"));
const sns = new SNSClient(clientConfig("sns"));
afterAll(() => {
  s3.destroy();
  sns.destroy();
});

async function archivedLines(): Promise<string[]> {
  const Bucket = cloudEnvironment().EVENT_ARCHIVE_BUCKET;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "events/" }));
  const files = Contents.map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const packed = await Body?.transformToByteArray();
    return gunzipSync(packed ?? "").toString();
  });
  return (await Promise.all(files)).flatMap((text) => text.trimEnd().split("\n"));
}

test("every event of the topic is kept in the archive, whoever listens to it", async () => {
  const TopicArn = cloudEnvironment().EVENTS_TOPIC_ARN;
  const bodies = Array.from({ length: 25 }, () =>
    JSON.stringify({ id: randomUUID(), type: "nobody.listens" }),
  );

  await Promise.all(bodies.map((Message) => sns.send(new PublishCommand({ TopicArn, Message }))));

  await eventually(
    async () => {
      const kept = new Set(await archivedLines());
      expect(bodies.filter((body) => !kept.has(body))).toEqual([]);
    },
    { withinMs: 20_000 },
  );
});
