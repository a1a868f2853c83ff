import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { announce } from "@shopeasy/platform/outbox/announce";
import { outboxTable } from "@shopeasy/platform/outbox/table";
import { eventually } from "@shopeasy/testing/eventually";
import { buildSync } from "esbuild";
import { openTestDatabase, type TestDatabase } from "../database/test-database";
import { events } from "./an-event";

describe("a relay that is killed", () => {
  const folder = mkdtempSync(join(tmpdir(), "relay-"));
  const program = join(folder, "relay.js");
  const publishedFile = join(folder, "published");
  const children: ChildProcess[] = [];
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
    buildSync({
      entryPoints: [join(__dirname, "programs/relay-program.ts")],
      outfile: program,
      bundle: true,
      platform: "node",
      logLevel: "error",
    });
  });
  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await database.dispose();
    rmSync(folder, { recursive: true });
  });

  function startRelayProcess(): ChildProcess {
    const child = spawn(process.execPath, [program, database.url, publishedFile], { stdio: "inherit" });
    children.push(child);
    return child;
  }
  const published = () =>
    existsSync(publishedFile) ? readFileSync(publishedFile, "utf8").trim().split("\n") : [];

  it("in the middle of its work loses nothing, and only its last batch comes twice", async () => {
    const list = events(400);
    await database.db.transaction((tx) => announce(tx, list));

    for (const enough of [30, 110, 190]) {
      const relay = startRelayProcess();
      await eventually(() => expect(published().length).toBeGreaterThan(enough), { withinMs: 10_000 });
      relay.kill("SIGKILL");
      await once(relay, "exit");
    }
    startRelayProcess();

    await eventually(async () => expect(await database.db.select().from(outboxTable)).toHaveLength(0), {
      withinMs: 15_000,
    });
    expect(new Set(published())).toEqual(new Set(list.map(({ id }) => id)));
    expect(published().length).toBeLessThanOrEqual(400 + 3 * 20);
  });
});
