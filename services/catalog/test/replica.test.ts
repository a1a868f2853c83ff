import { randomUUID } from "node:crypto";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { anonymous, type Principal } from "@shopeasy/platform/auth/principal";
import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import { Replica } from "@shopeasy/platform/database/replica";
import { NotFound } from "@shopeasy/platform/errors";
import { eventually } from "@shopeasy/testing/eventually";
import { type ReplicatedDatabase, replicatedDatabase } from "@shopeasy/testing/replica";
import * as schema from "../src/db/schema";
import { type Reader, Readers } from "../src/readers/readers";
import { type CatalogGround, makeBrand, makeProduct, startCatalog } from "./catalog-ground";

const staff: Principal = { kind: "user", userId: randomUUID(), role: "staff", sessionId: randomUUID() };

let pair: ReplicatedDatabase;
beforeAll(async () => {
  pair = await replicatedDatabase({ migrationsFolder: join(__dirname, "../src/db/migrations") });
});
afterAll(() => pair.stop());

const isFromReplica = async ({ sql }: Reader): Promise<boolean> => {
  const [row] = await sql<{ inRecovery: boolean }[]>`select pg_is_in_recovery() as "inRecovery"`;
  return row?.inRecovery === true;
};

const brandName =
  (slug: string) =>
  async ({ sql }: Reader): Promise<string> => {
    const [row] = await sql<{ name: string }[]>`select name from brands where slug = ${slug}`;
    return row?.name ?? "";
  };

async function aBrand(name: string): Promise<string> {
  const slug = `brand-${randomUUID().slice(0, 8)}`;
  await pair.primary`insert into brands (id, slug, name) values (${randomUUID()}, ${slug}, ${name})`;
  await pair.caughtUp();
  return slug;
}

const rename = (slug: string, name: string) =>
  pair.primary`update brands set name = ${name} where slug = ${slug}`;

describe("readers", () => {
  const log: string[] = [];
  const logger = { info: (event: string) => log.push(event), warn: (event: string) => log.push(event) };
  let primary: Database<typeof schema>;
  let replica: Replica<typeof schema>;
  let readers: Readers;

  beforeAll(() => {
    primary = openDatabase({ url: pair.url, schema, poolSize: 2, name: "primary" });
  });
  afterAll(() => primary.close());
  beforeEach(async () => {
    log.length = 0;
    const open = () => openDatabase({ url: pair.replicaUrl, schema, poolSize: 2, name: "replica" });
    replica = new Replica({ primary, open, logger, mostBehindMs: 1_000 });
    readers = new Readers(primary, replica);
    await eventually(async () => expect(await readers.read(anonymous, isFromReplica)).toBe(true));
  });
  afterEach(async () => {
    await pair.resume();
    await replica.close();
  });

  test("let customers read the replica, and staff what they have just written", async () => {
    const slug = await aBrand("Old");
    await pair.pause();

    await rename(slug, "New");

    expect(await readers.read(anonymous, brandName(slug))).toBe("Old");
    expect(await readers.read(staff, brandName(slug))).toBe("New");
  });

  test("send everybody to the primary for what was heard to have changed, until the replica has it", async () => {
    const slug = await aBrand("Old");
    await pair.pause();
    await rename(slug, "New");

    readers.changed([slug]);

    expect(await readers.read(anonymous, brandName(slug), [slug])).toBe("New");
    expect(await readers.read(anonymous, brandName(slug))).toBe("New");
    expect(await readers.read(anonymous, brandName(slug), ["another"])).toBe("Old");
    await pair.resume();
    await eventually(async () => {
      expect(await readers.read(anonymous, isFromReplica, [slug])).toBe(true);
    });
    expect(await readers.read(anonymous, brandName(slug), [slug])).toBe("New");
  });

  test("wait a moment for the replica to have what was heard to have changed", async () => {
    const slug = await aBrand("Old");
    const patient = new Readers(primary, replica, 5_000);
    await pair.pause();
    await rename(slug, "New");
    patient.changed([slug]);

    const read = patient.read(anonymous, isFromReplica, [slug]);
    await pair.resume();

    expect(await read).toBe(true);
    expect(await patient.read(anonymous, brandName(slug), [slug])).toBe("New");
  });

  test("send everybody to the primary where anything may have changed", async () => {
    await pair.pause();
    await rename(await aSlugOf("Any"), "Other");

    readers.changed();

    expect(await readers.read(anonymous, isFromReplica, ["another"])).toBe(false);
  });

  test("do not take an idle primary for a replica that lags", async () => {
    await pair.caughtUp();
    const shownSoFar = log.length;

    await lookedAtAgain();

    expect(await readers.read(anonymous, isFromReplica)).toBe(true);
    expect(log.slice(shownSoFar)).toEqual([]);
  });

  test("leave out a replica that lags, and take it back when it has caught up", async () => {
    const slug = await aBrand("Old");
    await pair.pause();
    await rename(slug, "New");

    await eventually(async () => expect(await readers.read(anonymous, brandName(slug))).toBe("New"));

    await pair.resume();
    await eventually(async () => expect(await readers.read(anonymous, isFromReplica)).toBe(true));
    expect(log).toEqual(["replica.joined", "replica.left-out", "replica.joined"]);
  });

  test("refuse on a replica as on the primary, and once", async () => {
    let runs = 0;

    const refused = readers.read(anonymous, async () => {
      runs += 1;
      throw new NotFound("unknown-product", "There is no such product.");
    });

    await expect(refused).rejects.toMatchObject({ code: "unknown-product" });
    expect(runs).toBe(1);
  });

  test("ask the primary what fails on the replica alone", async () => {
    const answered = await readers.read(anonymous, async ({ sql }) => {
      const [row] =
        await sql`select case when pg_is_in_recovery() then 1 / (pg_backend_pid() - pg_backend_pid()) end as x`;
      return row;
    });

    expect(answered).toEqual({ x: null });
  });

  /** Longer after now than a replica may be behind. */
  async function lookedAtAgain(): Promise<void> {
    const [{ now } = { now: "" }] = await pair.primary<{ now: string }[]>`select now()::text as now`;
    await eventually(async () => {
      const found = await pair.primary`
        select 1 from pg_stat_activity
        where application_name = 'primary' and query_start > ${now}::timestamptz + interval '1.2 seconds'`;
      expect(found).toHaveLength(1);
    });
  }

  async function aSlugOf(name: string): Promise<string> {
    const slug = `brand-${randomUUID().slice(0, 8)}`;
    await pair.primary`insert into brands (id, slug, name) values (${randomUUID()}, ${slug}, ${name})`;
    return slug;
  }
});

test("a replica that falls silent is given up, and used again when it can be reached", async () => {
  const wire = await aWireTo(new URL(pair.replicaUrl));
  const primary = openDatabase({ url: pair.url, schema, poolSize: 2, name: "primary" });
  const open = () => openDatabase({ url: wire.url, schema, poolSize: 2, name: "replica" });
  const logger = { info: () => {}, warn: () => {} };
  const replica = new Replica({ primary, open, logger });
  const readers = new Readers(primary, replica);
  await eventually(async () => expect(await readers.read(anonymous, isFromReplica)).toBe(true));

  wire.cut();

  expect(await readers.read(anonymous, isFromReplica)).toBe(false);
  wire.mend();
  await eventually(async () => expect(await readers.read(anonymous, isFromReplica)).toBe(true), {
    withinMs: 15_000,
  });
  await replica.close();
  await primary.close();
  await wire.close();
});

describe("the shop", () => {
  let shop: CatalogGround;
  beforeAll(async () => {
    shop = await startCatalog({
      DATABASE_URL: pair.url,
      DATABASE_REPLICA_URL: pair.replicaUrl,
      ANSWER_CACHE_MB: "0",
    });
  });
  afterAll(() => shop.stop());

  const productQueriesOn = async (sql: ReplicatedDatabase["primary"], name: string) => {
    const found = await sql`
      select 1 from pg_stat_activity where application_name = ${name} and query ~ 'from products p'`;
    return found.length;
  };

  test("reads products, categories and brands off the replica for customers", async () => {
    const { slug } = await makeProduct(shop);
    await pair.caughtUp();

    await eventually(async () => {
      await shop.api.get(`/api/v1/products/${slug}`).expect(200);
      expect(await productQueriesOn(pair.replica, "catalog-replica")).toBeGreaterThan(0);
    });

    await shop.api.get("/api/v1/categories").expect(200);
    await shop.api.get("/api/v1/brands").expect(200);
  });

  test("shows staff what they have made, wherever the replica is", async () => {
    await pair.pause();

    const { slug } = await makeProduct(shop);

    await shop.api.get(`/api/v1/products/${slug}`).set("Authorization", shop.staff).expect(200);
    await pair.resume();
  });

  test("answers customers while the replica is dead, and reads it again when it is back", async () => {
    const { slug } = await makeProduct(shop);
    const brand = await makeBrand(shop);
    await pair.caughtUp();
    pair.killReplica();

    for (let turn = 0; turn < 5; turn++) {
      const [product, brands] = await Promise.all([
        shop.api.get(`/api/v1/products/${slug}`),
        shop.api.get("/api/v1/brands?limit=100"),
      ]);

      expect(product.status).toBe(200);
      expect(brands.body.items.map((one: { slug: string }) => one.slug)).toContain(brand);
    }
    await pair.startReplica();
    await eventually(async () => {
      await shop.api.get(`/api/v1/products/${slug}`).expect(200);
      expect(await productQueriesOn(pair.replica, "catalog-replica")).toBeGreaterThan(0);
    });
  });
});

/** A way to a server that can fall silent, as when its machine is gone: nothing is refused, nothing comes. */
async function aWireTo({ hostname, port, username, password, pathname }: URL) {
  let isCut = false;
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => to.destroy());
      from.on("data", (chunk) => {
        if (!isCut) to.write(chunk);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The wire has no port");
  return {
    url: `postgres://${username}:${password}@127.0.0.1:${address.port}${pathname}`,
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
