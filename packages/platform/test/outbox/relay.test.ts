import { announce } from "@shopeasy/platform/outbox/announce";
import { startRelay } from "@shopeasy/platform/outbox/relay";
import { outboxTable } from "@shopeasy/platform/outbox/table";
import { openTrace } from "@shopeasy/platform/tracing/tracing";
import { eventually } from "@shopeasy/testing/eventually";
import { sql } from "drizzle-orm";
import { openTestDatabase, type TestDatabase } from "../database/test-database";
import { anEvent, events } from "./an-event";
import { quiet, recordingTopic } from "./published";

describe("the relay", () => {
  let database: TestDatabase;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    database = await openTestDatabase({ poolSize: 8 });
  });
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
    await database.db.delete(outboxTable);
  });
  afterAll(() => database.dispose());

  function relay(
    options: Partial<Parameters<typeof startRelay>[0]> & Pick<Parameters<typeof startRelay>[0], "publish">,
  ) {
    const started = startRelay({ database, ...quiet(), ...options });
    stops.push(started.stop);
    return started;
  }
  const write = (list: ReturnType<typeof events>) => database.db.transaction((tx) => announce(tx, list));
  const left = () => database.db.select().from(outboxTable);
  const listeners = () => database.outside<{ pid: number }[]>`
    select pid from pg_stat_activity where query = 'listen "outbox"' and datname = current_database()`;

  it("publishes what was committed, as it was, and leaves nothing", async () => {
    const topic = recordingTopic();
    const written = anEvent({
      data: { text: "naïve ‘quotes’ \u0001", numbers: [1, 0.5, -3], nothing: null },
    });
    const published: unknown[] = [];
    relay({
      publish: async (batch) => {
        published.push(...batch.map(({ event }) => event));
        return topic.publish(batch);
      },
    });

    await write([written]);

    await eventually(() => expect(published).toEqual([written]));
    await eventually(async () => expect(await left()).toHaveLength(0));
  });

  it("publishes nothing of a transaction that is rolled back", async () => {
    const topic = recordingTopic();
    relay({ publish: topic.publish });
    const after = anEvent();

    await database.db
      .transaction(async (tx) => {
        await announce(tx, events(3));
        throw new Error("no");
      })
      .catch(() => {});
    await write([after]);

    await eventually(() => expect(topic.ids).toEqual([after.id]));
  });

  it("is woken by a commit, long before it would look by itself", async () => {
    const topic = recordingTopic();
    relay({ publish: topic.publish, pollMs: 3_600_000 });
    await eventually(async () => expect(await listeners()).toHaveLength(1));
    const [first, second] = [anEvent(), anEvent()];

    await write([first]);
    await eventually(() => expect(topic.ids).toEqual([first.id]));
    await write([second]);

    await eventually(() => expect(topic.ids).toEqual([first.id, second.id]));
  });

  it("listens again when its connection is lost, and misses nothing meanwhile", async () => {
    const topic = recordingTopic();
    relay({ publish: topic.publish, pollMs: 3_600_000 });
    const [before] = await eventually(async () => {
      const found = await listeners();
      expect(found).toHaveLength(1);
      return found;
    });
    const [meanwhile, later] = [anEvent(), anEvent()];

    await database.outside`select pg_terminate_backend(${before!.pid})`;
    await write([meanwhile]);
    await eventually(() => expect(topic.ids).toEqual([meanwhile.id]));
    await eventually(async () => {
      const [now] = await listeners();
      expect(now?.pid).toEqual(expect.any(Number));
      expect(now?.pid).not.toBe(before!.pid);
    });
    await write([later]);

    await eventually(() => expect(topic.ids).toEqual([meanwhile.id, later.id]));
  });

  it("goes on after the database was away", async () => {
    const topic = recordingTopic();
    relay({ publish: topic.publish, pollMs: 50 });
    await eventually(async () => expect(await listeners()).toHaveLength(1));

    await database.outside`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'test'`;
    const list = events(5);
    await eventually(() => write(list));

    await eventually(() => expect(new Set(topic.ids)).toEqual(new Set(list.map(({ id }) => id))));
  });

  it("keeps what failed, and lets it hold up nothing", async () => {
    const broken = events(5);
    const refused = new Set(broken.map(({ id }) => id));
    const topic = recordingTopic({ refuse: (id) => refused.has(id) });
    const good = events(20);
    await write([...broken, ...good]);

    relay({ publish: topic.publish, batchSize: 5 });

    await eventually(() => expect(topic.ids).toEqual(good.map(({ id }) => id)));
    await eventually(async () => expect(await left()).toHaveLength(5));
    expect((await left()).map((row) => row.failures)).toEqual([1, 1, 1, 1, 1]);
  });

  it("tries again what failed, when its time has come", async () => {
    let refusing = true;
    const topic = recordingTopic({ refuse: () => refusing });
    const event = anEvent();
    relay({ publish: topic.publish, pollMs: 20 });
    await write([event]);
    await eventually(async () => expect(await left()).toMatchObject([{ failures: 1 }]));

    refusing = false;
    await database.db.update(outboxTable).set({ dueAt: sql`now()` });

    await eventually(() => expect(topic.ids).toEqual([event.id]));
  });

  it("shares the work with another relay: all is published, and nothing twice", async () => {
    const list = events(300);
    const [one, other] = [recordingTopic(), recordingTopic()];
    await write(list);

    for (const topic of [one, other]) relay({ publish: topic.publish, batchSize: 10 });

    await eventually(async () => expect(await left()).toHaveLength(0));
    expect([...one.ids, ...other.ids].sort()).toEqual(list.map(({ id }) => id).sort());
  });

  it("does not skip a change that commits after a later one", async () => {
    const topic = recordingTopic();
    relay({ publish: topic.publish, pollMs: 3_600_000 });
    const [early, late] = [anEvent(), anEvent()];

    await database.db.transaction(async (tx) => {
      await announce(tx, [early]);
      await write([late]);
      await eventually(() => expect(topic.ids).toEqual([late.id]));
    });

    await eventually(() => expect(topic.ids).toEqual([late.id, early.id]));
  });

  it("finishes the batch in hand when it is stopped, and begins no other", async () => {
    const list = events(30);
    await write(list);
    const published: string[] = [];
    let stopped: Promise<void> | undefined;
    const started = relay({
      batchSize: 10,
      publish: async (batch) => {
        stopped ??= started.stop();
        published.push(...batch.map(({ event }) => event.id));
        return new Set();
      },
    });

    await eventually(() => expect(stopped).toBeDefined());
    await stopped;

    expect(published).toEqual(list.slice(0, 10).map(({ id }) => id));
    expect(await left()).toHaveLength(20);
  });

  it("rests while there is nothing to do", async () => {
    let looks = 0;
    const counted = {
      listen: database.listen,
      db: new Proxy(database.db, {
        get(target, name) {
          if (name === "transaction") looks++;
          return Reflect.get(target, name);
        },
      }),
    };
    relay({ publish: recordingTopic().publish, database: counted, pollMs: 100 });
    await eventually(() => expect(looks).toBeGreaterThan(3));

    expect(looks).toBeLessThan(8);
  });

  it("tells how old the oldest event is", async () => {
    const { logger, metrics } = quiet();
    await write([anEvent()]);
    await database.db.update(outboxTable).set({ createdAt: sql`now() - interval '90 seconds'` });

    relay({ publish: async (batch) => new Set(batch.map(({ event }) => event.id)), logger, metrics });

    expect(await metrics.render()).toMatch(/outbox_oldest_seconds\{[^}]*\} 9\d\.?/);
  });

  it("hands on the trace of what caused the event", async () => {
    const topic = recordingTopic();
    relay({ publish: topic.publish });

    const traceId = await openTrace({}, async (trace) => {
      await write([anEvent()]);
      return trace.id;
    });

    await eventually(() => expect(topic.traceHeaders).toEqual([expect.stringContaining(`Root=${traceId}`)]));
  });

  it("refuses an event too large ever to be published", async () => {
    const huge = anEvent({ data: "x".repeat(250_000) });

    await expect(write([huge])).rejects.toThrow(RangeError);

    expect(await left()).toHaveLength(0);
  });
});
