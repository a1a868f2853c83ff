import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderStore } from "../../release/records/folder-store";
import { ReleaseRecords } from "../../release/records/release-records";
import { Fleet } from "../../shop/fleet";
import type { Ground } from "../ground";
import { ReleaseDesk } from "../release-desk";
import { ReleaseRequest } from "../release-request";

const folder = mkdtempSync(join(tmpdir(), "desk-"));
afterAll(() => rmSync(folder, { recursive: true }));

const wanted = {
  service: "orders",
  version: "0123456789ab",
  strategy: "all-at-once",
  holdSeconds: 0,
  build: join(folder, "build"),
  environment: {},
  commits: [],
};

test("a release whose record can't be written ends all the same, and stands in nobody's way", async () => {
  // Where the records of what ended would go.
  writeFileSync(join(folder, "records"), "");
  const ground: Partial<Ground> = {
    fleet: new Fleet(),
    versions: new Map(),
    builds: folder,
    migrationOf: () => () => Promise.reject(new Error("There is no database")),
  };
  const desk = new ReleaseDesk({
    ground: ground as Ground,
    records: new ReleaseRecords(folderStore(folder)),
    by: "tests",
    onProcessEvent: () => {},
  });

  await expect(desk.release(ReleaseRequest.parse(wanted), () => {})).rejects.toThrow("ENOTDIR");

  expect(() => desk.abort("")).toThrow("No release is under way.");
});

test.each(["build", "/shop/builds/..", "/shop/builds/one/", "/shop/builds/../../home"])(
  "the bundles of a release are in a folder that is named plainly, and not as %s",
  (build) => {
    expect(ReleaseRequest.safeParse({ ...wanted, build }).success).toBe(false);
  },
);
