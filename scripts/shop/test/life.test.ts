import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { eventually } from "@shopeasy/testing/eventually";
import { type LocalShopProgram, shopFolder, startLocalShop } from "./local-shop-program";
import { shopClient } from "./shop-client";

const program = join(__dirname, "../../../build/scripts/shop/main.js");

/** Runs the program to its end, which has to come soon. */
function runToEnd(...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, stderr: stderr.trim() };
}

const isRunning = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** What the tests of a shop's life leave running: the next one goes on with it. */
let running: LocalShopProgram | undefined;
afterAll(async () => {
  await running?.stop();
  running?.remove();
}, 60_000);

test("a shop keeps its data over a stop, leaves no process, and brings a crashed child back", async () => {
  const dataDir = shopFolder();
  const first = await startLocalShop(dataDir, "--products", "20");
  const customer = shopClient(first.url);
  const { token, email } = await customer.register();
  const pids = first.run().processes.map(({ pid }) => pid);

  const code = await first.stop();

  expect(code).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);

  const second = await startLocalShop(dataDir);
  running = second;
  const { body } = await shopClient(second.url).call("GET", "/users/me", { token });
  expect(body.email).toBe(email);
  expect(second.output()).not.toContain("catalogue of");

  const before = second.run().processes.find(({ name }) => name === "cart");
  process.kill(before?.pid ?? 0, "SIGKILL");

  await eventually(
    async () => {
      const after = second.run().processes.find(({ name }) => name === "cart");
      expect(after?.pid).not.toBe(before?.pid);
      expect(after).toMatchObject({ port: before?.port, internalPort: before?.internalPort });
      const { status } = await shopClient(second.url).call("GET", "/carts/me", { token });
      expect([200, 404]).toContain(status);
    },
    { withinMs: 30_000 },
  );
  expect(second.output()).toMatch(/cart crashed .* started again/);

  const rival = runToEnd("--port", "0", "--data", dataDir);
  expect(rival).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/already runs .* stop that one first/),
  });
}, 300_000);

test("when the supervisor itself is killed, nothing outlives it for long", async () => {
  const shop = running ?? (await startLocalShop(undefined, "--products", "20"));
  running = shop;
  const pids = shop
    .run()
    .processes.filter(({ name }) => name !== "postgres")
    .map(({ pid }) => pid);

  process.kill(shop.pid, "SIGKILL");

  await eventually(async () => expect(pids.filter(isRunning)).toEqual([]), { withinMs: 40_000 });
  running = await startLocalShop(shop.dataDir);
}, 300_000);

describe("what is wrong is said in one line, with what to do", () => {
  test("a port that is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;

    const { status, stderr } = runToEnd("--port", String(port), "--data", shopFolder());
    other.close();

    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Port ${port} is taken by another program: .*--port 9000$`));
  });

  test("an option that nobody knows, and one that is no number", () => {
    expect(runToEnd("--colour", "red")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/--colour.*\nusage: /),
    });
    expect(runToEnd("--port", "eighty")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/--port wants.*\nusage: /),
    });
  });

  test("a data directory that can't be one", () => {
    const file = join(shopFolder(), "file");
    writeFileSync(file, "not a folder");

    const { status, stderr } = runToEnd("--port", "0", "--data", file);

    expect(status).toBe(1);
    expect(stderr.split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/^Cannot write to .*--data\.$/);
  });

  test("a data directory whose database is broken", () => {
    const dataDir = shopFolder();
    execFileSync("mkdir", ["-p", join(dataDir, "postgres")]);
    writeFileSync(join(dataDir, "postgres/PG_VERSION"), "nonsense");

    const { status, stderr } = runToEnd("--port", "0", "--data", dataDir);

    expect(status).toBe(1);
    expect(stderr.split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/--reset|begin anew/i);
  });
});
