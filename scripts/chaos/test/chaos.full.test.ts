import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = join(__dirname, "../../../build/scripts/chaos/main.js");

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shopeasy-test-chaos-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(folder, 0o755);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a shop whose processes are killed while customers order loses nothing, sells nothing twice, and its books are equal", async () => {
  const { exited, output } = startChaos(
    "--minutes 0.2 --orders-per-second 3 --kills-per-minute 30 --seed 26",
  );

  const code = await exited;

  expect({ code, output: output() }).toMatchObject({ code: 0 });
  expect(output()).toMatch(/kill -9 \S+/);
  expect(output()).toMatch(/paid +\d+/);
  expect(output()).toContain("lost 0 · double 0 · oversold 0 · books 0 · mails 0 · unfinished 0");
  expect(readdirSync(folder)).toEqual([]);
}, 300_000);

test("Ctrl-C ends it, and leaves neither processes nor data", async () => {
  const { child, exited, output, hears } = startChaos("--minutes 5 --orders-per-second 2");
  await hears(/✔ Stock, and customers/);

  child.kill("SIGINT");
  const code = await exited;

  expect({ code, output: output() }).toMatchObject({ code: 130 });
  expect(readdirSync(folder)).toEqual([]);
}, 120_000);

/** Its shop keeps its data below this test's folder. */
function startChaos(args: string) {
  const child = spawn(process.execPath, [program, ...args.split(" ")], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const heard = new Set<() => void>();
  const hear = (text: string) => {
    output += text;
    for (const look of heard) look();
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  const exited = once(child, "close").then(([code]) => code as number | null);
  const hears = (words: RegExp) =>
    new Promise<void>((resolve, reject) => {
      heard.add(() => words.test(output) && resolve());
      void exited.then(() => reject(new Error(`It ended early:\n${output}`)));
    });
  return { child, exited, output: () => output, hears };
}
