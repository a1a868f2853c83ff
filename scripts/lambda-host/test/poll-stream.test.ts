import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { clientConfig, cloudEndpoints } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { freshStream } from "@shopeasy/testing/streams";
import type { Handler } from "../invoke";
import { pollStream } from "../poll-stream";

interface StreamEvent {
  Records: { kinesis: { data: string; sequenceNumber: string } }[];
}

const kinesis = new KinesisClient(clientConfig("kinesis"));
const stops: (() => Promise<void>)[] = [];
let folder: string;
let checkpoints: string;

beforeAll(() => {
  process.env.AWS_ACCESS_KEY_ID ??= "local";
  process.env.AWS_SECRET_ACCESS_KEY ??= "local";
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "checkpoints-"));
  checkpoints = join(folder, "inventory-stream.json");
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  rmSync(folder, { recursive: true });
});
afterAll(() => kinesis.destroy());

const put = (stream: string, ...texts: string[]) =>
  kinesis.send(
    new PutRecordsCommand({
      StreamName: stream,
      Records: texts.map((text) => ({ PartitionKey: "one-sku", Data: Buffer.from(text) })),
    }),
  );

/** Starts a lambda's host, as a start of the shop does; `fails` names records that it can't handle. */
async function start(stream: string, fails: (text: string) => boolean = () => false) {
  const given: string[] = [];
  const handler: Handler = async (event) => {
    const failed = (event as StreamEvent).Records.filter(({ kinesis: { data } }) => {
      const text = Buffer.from(data, "base64").toString();
      given.push(text);
      return fails(text);
    });
    return {
      batchItemFailures: failed.map(({ kinesis: { sequenceNumber: itemIdentifier } }) => ({
        itemIdentifier,
      })),
    };
  };
  const config = {
    LAMBDA_NAME: "inventory-stream",
    LAMBDA_CHECKPOINTS: checkpoints,
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL_KINESIS: cloudEndpoints().kinesis,
  };
  const { stop } = await pollStream(config, stream, handler);
  stops.push(stop);
  return { given, stop };
}

const hasGiven = (given: string[], texts: string[]) => eventually(() => expect(given).toEqual(texts));

test("a stream is read on, after a restart, from where it was handled last", async () => {
  const { name } = await freshStream();
  await put(name, "first", "second");
  const before = await start(name);
  await hasGiven(before.given, ["first", "second"]);
  await before.stop();
  await put(name, "third");

  const after = await start(name);

  await hasGiven(after.given, ["third"]);
});

test("what was not handled before a restart is given again after it", async () => {
  const { name } = await freshStream();
  await put(name, "first", "second", "third");
  const before = await start(name, (text) => text === "second");
  await eventually(() => expect(before.given.length).toBeGreaterThan(3));
  await before.stop();

  const after = await start(name);

  await hasGiven(after.given, ["second", "third"]);
});

test.each([
  ["cut off", (text: string) => text.slice(0, -20)],
  ["of other words", () => '{"shardId-000000000000":"the first"}'],
  // As of a stream of this name whose data were deleted.
  [
    "of another stream",
    () => '{"shardId-000000000000":"49590338271490256608559692538361571095921575989136588898"}',
  ],
])("from its beginning, where what was kept is %s", async (_what, damage) => {
  const { name } = await freshStream();
  await put(name, "first");
  const before = await start(name);
  await hasGiven(before.given, ["first"]);
  await eventually(() => expect(existsSync(checkpoints)).toBe(true));
  await before.stop();
  const [shardId] = Object.keys(JSON.parse(readFileSync(checkpoints, "utf8")));
  writeFileSync(checkpoints, damage(readFileSync(checkpoints, "utf8")).replace(/shardId-\d+/, `${shardId}`));

  const after = await start(name);

  await hasGiven(after.given, ["first"]);
});
