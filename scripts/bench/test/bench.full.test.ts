import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const program = join(__dirname, "../../../build/scripts/bench/main.js");

const entry = z.object({
  name: z.string(),
  rate: z.number().positive(),
  p50Ms: z.number().positive(),
  p99Ms: z.number().positive(),
  errors: z.literal(0),
});
const resultsFile = z.strictObject({
  machine: z.object({ cpu: z.string(), cores: z.number() }),
  commit: z.string(),
  scenarios: z.array(entry),
  floors: z.array(entry),
  ratios: z.record(z.string(), z.number().positive()),
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
  const file = join(folder, "results.json");

  const { code, output } = await runBench(
    "--only",
    "detail,detail-cold,add-to-cart",
    "--seconds",
    "1",
    "--products",
    "30",
    "--json",
    file,
  );

  expect({ code, output }).toMatchObject({ code: 0 });
  const results = resultsFile.parse(JSON.parse(readFileSync(file, "utf8")));
  expect(results.scenarios.map(({ name }) => name)).toEqual(["detail", "detail-cold", "add-to-cart"]);
  expect(results.floors.map(({ name }) => name)).toEqual([
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
  expect(output).toMatch(/a second +spread +p50 ms/);
  expect(output).toMatch(/detail \/ express +\d+\.\d\d/);
  expect(output).not.toContain("no longer asks what catalog asks");
  expect(readdirSync(folder)).toEqual(["results.json"]);
}, 150_000);

test("a scenario that there is not is refused at once", async () => {
  const { code, output } = await runBench("--only", "checkout");

  expect(code).toBe(1);
  expect(output).toMatch(/^There is no scenario "checkout"\nusage: /);
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
