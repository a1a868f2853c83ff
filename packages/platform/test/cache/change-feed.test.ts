import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from "node:net";
import { eventually } from "@shopeasy/testing/eventually";
import { startChangeFeed } from "../../src/cache/change-feed";
import { openTestDatabase, type TestDatabase } from "../database/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.dispose());

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of running.splice(0)) await part.stop();
});

/** A feed, and what it has told in its order: what was notified, "hearing" and "deaf", and its log. */
function aFeed(url = database.url, channel = "changes") {
  const told: string[] = [];
  const logged: string[] = [];
  const log = (event: string) => void logged.push(event);
  const feed = startChangeFeed({
    url,
    name: "test",
    channel,
    onChange: (payload) => void told.push(payload),
    onHearing: () => void told.push("hearing"),
    onDeaf: () => void told.push("deaf"),
    logger: { info: log, warn: log },
  });
  running.push(feed);
  return { told, logged, feed };
}

const notify = (payload: string, channel = "changes") =>
  database.outside`select pg_notify(${channel}, ${payload})`;
const untilTold = (told: string[], wanted: string[]) => eventually(() => expect(told).toEqual(wanted));

/** Ends the connections of feeds as the server does when it must. */
const killFeeds = () => database.outside`
  select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'test-changes' and datname = current_database()`;

test("it tells what is notified on its channel, and only that", async () => {
  const { told } = aFeed();
  await untilTold(told, ["hearing"]);

  await notify("not this", "another");
  await notify("this");

  await untilTold(told, ["hearing", "this"]);
});

test("a change is told when it is committed, and never when it is not", async () => {
  const { told } = aFeed();
  await untilTold(told, ["hearing"]);

  await database.outside
    .begin(async (sql) => {
      await sql`select pg_notify('changes', 'undone')`;
      throw new Error("undo");
    })
    .catch(() => {});
  await notify("done");

  await untilTold(told, ["hearing", "done"]);
});

test("a connection that is ended is noticed and made again, and the log says so once", async () => {
  const { told, logged } = aFeed();
  await untilTold(told, ["hearing"]);

  await killFeeds();
  await untilTold(told, ["hearing", "deaf", "hearing"]);
  await notify("afterwards");

  await untilTold(told, ["hearing", "deaf", "hearing", "afterwards"]);
  expect(logged).toEqual(["change-feed.lost", "change-feed.hears-again"]);
});

test("a connection that dies without a word is noticed within seconds", async () => {
  const line = await aLine();
  const { told } = aFeed(line.url);
  await untilTold(told, ["hearing"]);

  line.cut();

  await eventually(() => expect(told).toEqual(["hearing", "deaf"]), { withinMs: 10_000 });
  line.mend();
  await eventually(() => expect(told.at(-1)).toBe("hearing"), { withinMs: 10_000 });
});

test("a database that is not there yet is waited for, and missed once in the log", async () => {
  const line = await aLine();
  line.cut();
  const { told, logged } = aFeed(line.url);
  await eventually(() => expect(told.length).toBeGreaterThan(1), { withinMs: 15_000 });

  line.mend();

  await eventually(() => expect(told.at(-1)).toBe("hearing"), { withinMs: 10_000 });
  expect(logged).toEqual(["change-feed.lost", "change-feed.hears-again"]);
});

test("when it is stopped, its connection is closed", async () => {
  const { told, feed } = aFeed();
  await untilTold(told, ["hearing"]);

  await feed.stop();

  await eventually(async () => {
    const left = await database.outside`
      select from pg_stat_activity where application_name = 'test-changes' and datname = current_database()`;
    expect(left).toHaveLength(0);
  });
  expect(told).toEqual(["hearing", "deaf"]);
});

/** A way to the database that can be cut as a cable is: what is sent is lost, and nobody is told. */
async function aLine() {
  const target = new URL(database.url);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    const far = dial(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (bytes) => {
        if (!isCut) to.write(bytes);
      });
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on("error", () => {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push({
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  const url = new URL(database.url);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut: () => {
      isCut = true;
    },
    /** For new connections: what was lost stays lost. */
    mend: () => {
      for (const socket of sockets) socket.destroy();
      isCut = false;
    },
  };
}
