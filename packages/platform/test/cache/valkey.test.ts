import { createClient } from "@redis/client";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { describeWithValkey, startValkey, type ValkeyServer } from "@shopeasy/testing/valkey";
import type { SharedAnswer } from "../../src/cache/shared-answer";
import { openValkey, type Valkey, valkeyAnswers } from "../../src/cache/valkey";
import { anAnswer, textOf } from "./cache-ground";

describeWithValkey("answers in Valkey or Redis", () => {
  const servers: ValkeyServer[] = [];
  const clients: Valkey[] = [];
  const start = async (port?: number) => {
    const server = await startValkey(port);
    servers.push(server);
    return server;
  };

  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    for (const server of servers.splice(0)) await server.kill();
  });

  function aTier(url: string, prefix = "catalog:answers:1.0.0") {
    const said: string[] = [];
    const logger = {
      warn: (event: string) => void said.push(event),
      info: (event: string) => void said.push(event),
    };
    const valkey = openValkey(url);
    clients.push(valkey);
    return { valkey, said, tier: valkeyAnswers({ valkey, prefix, logger }) };
  }

  const aShared = (text = "Größe: 38 €"): SharedAnswer => ({
    answer: anAnswer(text),
    tags: ["product:1"],
    began: 1_700_000_000_000,
  });

  /** Writes until it is there: a client connects in its own time. */
  const shareBy = (tier: ReturnType<typeof aTier>["tier"], shared = aShared(), address = "/products/1") =>
    eventually(async () => {
      tier.write(address, shared);
      expect(await tier.read(address)).toBeDefined();
    });

  /** Reads until the log says so, far more often than it takes to give the server up. */
  const untilLost = ({ tier, said }: ReturnType<typeof aTier>) =>
    eventually(async () => {
      await tier.read("/products/1");
      expect(said).toContain("shared-answers.lost");
    });

  test("what one instance wrote, another reads, to the byte", async () => {
    const server = await start();
    const [one, other] = [aTier(server.url), aTier(server.url)];

    await shareBy(one.tier, {
      ...aShared(),
      answer: { ...anAnswer(""), content: Buffer.from([0, 255, 10, 13, 128]) },
    });
    const read = await eventually(async () => {
      const found = await other.tier.read("/products/1");
      expect(found).toBeDefined();
      return found;
    });

    expect(read).toEqual({
      ...aShared(),
      answer: { ...anAnswer(""), content: Buffer.from([0, 255, 10, 13, 128]) },
    });
  });

  test("another address, and another release, find nothing", async () => {
    const server = await start();
    const { tier } = aTier(server.url);
    await shareBy(tier);
    const next = aTier(server.url, "catalog:answers:1.1.0");
    await eventually(() => expect(next.valkey.isReady).toBe(true));

    expect(await tier.read("/products/1?")).toBeUndefined();
    expect(await next.tier.read("/products/1")).toBeUndefined();
  });

  test("it is forgotten after a minute, whoever forgets to do so", async () => {
    const server = await start();
    const { tier } = aTier(server.url);
    await shareBy(tier);
    const outside = await createClient({ url: server.url }).connect();

    const [key] = await outside.keys("catalog:answers:1.0.0:*");
    const left = await outside.pTTL(String(key));
    outside.destroy();

    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  test.each([
    ["no JSON", "\u0000\u0001garbage"],
    ["JSON of another shape", '{"answer":1}'],
    ["null", "null"],
    ["a broken-off value", JSON.stringify({ route: "/x", content: "aGk=" }).slice(0, -3)],
    [
      "a header that would break the answer",
      JSON.stringify({
        route: "/x",
        content: "aGk=",
        contentType: "text/plain\r\nSet-Cookie: a=b",
        etag: '"x"',
        cacheControl: "public",
        tags: [],
        began: 1,
      }),
    ],
  ])("%s counts as nothing, and is complained of once", async (_kind, garbage) => {
    const server = await start();
    const { tier, said } = aTier(server.url);
    await shareBy(tier);
    const outside = await createClient({ url: server.url }).connect();
    const [key] = await outside.keys("*");
    await outside.set(String(key), garbage);
    outside.destroy();

    const found = [await tier.read("/products/1"), await tier.read("/products/1")];

    expect(found).toEqual([undefined, undefined]);
    expect(said).toEqual(["shared-answers.not-understood"]);
  });

  test("a value of another type than text counts as nothing", async () => {
    const server = await start();
    const { tier } = aTier(server.url);
    await shareBy(tier);
    const outside = await createClient({ url: server.url }).connect();
    const [key] = await outside.keys("*");
    await outside.del(String(key));
    await outside.rPush(String(key), "an element");
    outside.destroy();

    expect(await tier.read("/products/1")).toBeUndefined();
  });

  test("a server that is killed is missed once, and used again when it is back", async () => {
    const server = await start();
    const one = aTier(server.url);
    await shareBy(one.tier);

    await server.kill();
    await untilLost(one);
    const startedAt = performance.now();
    for (let n = 0; n < 200; n++) await one.tier.read("/products/1");
    const tookMs = performance.now() - startedAt;
    await start(server.port);
    await shareBy(one.tier, aShared("after"));

    // At 50 ms each it would be 10 seconds.
    expect(tookMs).toBeLessThan(5_000);
    expect(textOf((await one.tier.read("/products/1"))?.answer)).toBe("after");
    expect(one.said).toEqual(["shared-answers.lost", "shared-answers.found-again"]);
  });

  test("a server that hangs keeps nobody waiting for long, and is left alone", async () => {
    const server = await start();
    const one = aTier(server.url);
    await shareBy(one.tier);

    server.pause();
    await untilLost(one);
    const startedAt = performance.now();
    for (let n = 0; n < 200; n++) await one.tier.read("/products/1");
    const tookMs = performance.now() - startedAt;
    server.resume();
    await shareBy(one.tier);

    expect(tookMs).toBeLessThan(5_000);
    expect(one.said).toEqual(["shared-answers.lost", "shared-answers.found-again"]);
  });

  test("one that was never there is missed once; what is asked meanwhile is simply not found", async () => {
    const port = await freePort();
    const one = aTier(`redis://127.0.0.1:${port}`);

    await untilLost(one);
    one.tier.write("/products/1", aShared());
    const found = await one.tier.read("/products/1");
    await start(port);
    await shareBy(one.tier);

    expect(found).toBeUndefined();
    expect(one.said).toEqual(["shared-answers.lost", "shared-answers.found-again"]);
  });
});
