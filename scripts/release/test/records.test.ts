import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderStore } from "../records/folder-store";
import { beginRecord, type ReleaseRecord } from "../records/release-record";
import { ReleaseRecords } from "../records/release-records";

let folder: string;
let records: ReleaseRecords;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "shopeasy-releases-"));
  records = new ReleaseRecords(folderStore(folder));
});
afterEach(() => rm(folder, { recursive: true }));

const aRelease = (version: string, second = 0): ReleaseRecord =>
  beginRecord(
    {
      ...{ environment: "local", service: "orders", version, previousVersion: null },
      ...{ commits: [], strategy: "canary10", by: "ada" },
    },
    new Date(Date.UTC(2026, 9, 1, 12, 0, second)),
  );
const ended = (record: ReleaseRecord): ReleaseRecord => ({
  ...record,
  ...{ outcome: "succeeded", exposedAt: record.startedAt, finishedAt: record.startedAt },
});

test("of many who begin at once one does, and the others are told which", async () => {
  const all = Array.from({ length: 20 }, (_, index) => aRelease(`0123456789${10 + index}`, index));

  const answers = await Promise.all(all.map((record) => records.begin(record)));

  const begun = all.filter((_, index) => answers[index] === null);
  expect(begun).toHaveLength(1);
  expect(new Set(answers.filter(Boolean).map((other) => other?.id))).toEqual(new Set([begun[0]?.id]));
});

test("what ended is listed, newest first, and the next can begin", async () => {
  for (const [index, version] of ["000000000001", "000000000002"].entries()) {
    const record = aRelease(version, index);
    await records.begin(record);
    await records.finish(ended(record));
  }

  expect((await records.list({ service: "orders" })).map(({ version }) => version)).toEqual([
    "000000000002",
    "000000000001",
  ]);
  expect(await records.underWay("orders")).toBeNull();
  expect(await records.list({ since: new Date("2026-10-02") })).toEqual([]);
});

test("whoever died between writing a record and clearing away leaves nothing under way", async () => {
  const record = aRelease("000000000001");
  await records.begin(record);
  await records.finish(ended(record));
  await writeFile(join(folder, "under-way/orders.json"), JSON.stringify(record));

  expect(await records.underWay("orders")).toBeNull();
  expect(await records.begin(aRelease("000000000002", 1))).toBeNull();
});

test("nothing half-written is left over", async () => {
  await records.begin(aRelease("000000000001"));

  expect(await readdir(join(folder, "under-way"))).toEqual(["orders.json"]);
});

test("a record that nobody can read is named", async () => {
  await records.finish(ended(aRelease("000000000001")));
  const [name] = await readdir(join(folder, "records/orders"));
  await writeFile(join(folder, "records/orders", name ?? ""), "{");

  await expect(records.list()).rejects.toThrow(`records/orders/${name} is no record of a release`);
});
