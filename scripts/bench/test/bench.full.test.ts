import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const program = join(__dirname, "../../../build/scripts/bench/main.js");

const times = { p50Ms: z.number().positive(), p99Ms: z.number().positive(), errors: z.literal(0) };
const entry = z.object({
  name: z.string(),
  rate: z.number().positive(),
  ...times,
  open: z.object({ due: z.number().positive(), rate: z.number().positive(), ...times }).nullable(),
});
const ratio = z.strictObject({ value: z.number().positive(), low: z.number(), high: z.number() });
const resultsFile = z.strictObject({
  machine: z.object({ cpu: z.string(), cores: z.number() }),
  stalls: z.object({ share: z.number().min(0).max(1), p99Ms: z.number().nonnegative() }),
  commit: z.string(),
  settings: z.object({ products: z.literal(30), openAt: z.literal(0.5) }),
  scenarios: z.array(entry),
  floors: z.array(entry),
  ratios: z.record(z.string(), ratio),
  flashSale: z.object({ sold: z.literal(100), onHand: z.literal(0), reserved: z.literal(0) }).nullable(),
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shopeasy-test-bench-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(folder, 0o755);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a short run measures a scenario beside its floors, tells both ways, and leaves nothing behind", async () => {
  const out = join(folder, "out");

  const { code, output } = await runBench(
    "--only",
    "detail,detail-cold,add-to-cart,refresh,flash-sale",
    "--seconds",
    "1",
    "--products",
    "30",
    "--out",
    out,
  );

  expect({ code, output }).toMatchObject({ code: 0 });
  const results = resultsFile.parse(JSON.parse(readFileSync(join(out, "results.json"), "utf8")));
  expect(results.scenarios.map(({ name }) => name)).toEqual([
    "detail",
    "detail-cold",
    "add-to-cart",
    "refresh",
  ]);
  expect(results.floors.map(({ name }) => name).filter((name) => !name.startsWith("pgbench"))).toEqual([
    "node detail",
    "express detail",
    "node-postgres detail-cold",
    "express add-to-cart",
    "dynamo add-to-cart",
  ]);
  expect(Object.keys(results.ratios)).toEqual(
    expect.arrayContaining([
      "detail/node",
      "detail/express",
      "detail-cold/node-postgres",
      "add-to-cart/dynamo",
    ]),
  );
  expect(results.flashSale?.sold).toBe(100);
  expect(output).toMatch(/closed loop +a second +spread +p50 ms/);
  expect(output).toMatch(/by a schedule, at 0\.5 of that +a second +p50 ms/);
  expect(output).toMatch(/goal +wanted +found/);
  expect(output).toMatch(/detail \/ express +\d+\.\d\d/);
  expect(output).not.toContain("no longer asks what catalog asks");
  expect(readdirSync(folder)).toEqual(["out"]);
  expect(readdirSync(out)).toEqual(expect.arrayContaining(["index.html", "rates.svg", "latency-browse.svg"]));
}, 240_000);

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux(
  "a short soak watches every process of the shop, and tells what it held before and after",
  async () => {
    const { code, output } = await runBench(
      "--soak",
      "30s",
      "--rate",
      "10",
      "--products",
      "30",
      "--out",
      folder,
    );

    expect({ code, output }).toMatchObject({ code: 0 });
    const soak = JSON.parse(readFileSync(join(folder, "soak.json"), "utf8"));
    expect(soak.processes.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining([
        "orders",
        "orders-worker",
        "notifications",
        "gateway",
        "supervisor",
        "postgres",
      ]),
    );
    for (const one of soak.processes)
      expect(one).toMatchObject({ hasRestarted: false, memory: expect.anything() });
    expect(output).toMatch(/Memory of the shop's processes at rest, after the soak against before/);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(["soak-memory.svg", "soak-handles.svg"]));
  },
  240_000,
);

test("a scenario that there is not is refused at once", async () => {
  const { code, output } = await runBench("--only", "basket");

  expect(code).toBe(1);
  expect(output).toMatch(/^There is no scenario "basket"\nusage: /);
});

/** Its shop keeps its data below this test's folder. */
async function runBench(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const hear = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  const [code] = await once(child, "close");
  return { code, output };
}
