import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

let folder: string;
let program: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lines-"));
  program = join(folder, "program.cjs");
  const contents = `
    import { createLogger } from "./logger";
    import { droppedLines, linesOut } from "./stdout-lines";
    const logger = createLogger({ service: "trial" });
    const [count, patienceMs] = process.argv.slice(2).map(Number);
    for (let at = 0; at < count; at++) logger.info("line.written", { at, text: "x".repeat(200) });
    logger.error("burst.over");
    setTimeout(async () => {
      process.stderr.write("still running " + droppedLines() + "\\n");
      await linesOut(patienceMs);
      process.exit(0);
    }, 50);`;
  const stdin = { contents, resolveDir: resolve(__dirname, "../../src/logging") };
  await build({ stdin, outfile: program, bundle: true, platform: "node" });
});

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

function start(...args: number[]) {
  const child = spawn(process.execPath, [program, ...args.map(String)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return child;
}

test("a burst does not hold the process up, though nobody takes its lines, and takes no endless memory", async () => {
  const child = start(60_000, 1);

  const [told] = (await once(child.stderr, "data")) as [Buffer];

  const [, dropped] = /still running (\d+)/.exec(told.toString()) ?? [];
  expect(Number(dropped)).toBeGreaterThan(10_000);
});

test("all lines are there in their order when they are taken late, and the process ends", async () => {
  const child = start(5_000, 20_000);
  await once(child.stderr, "data");

  let text = "";
  for await (const chunk of child.stdout) text += chunk;

  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: string; at: number });
  expect(lines.at(-1)?.event).toBe("burst.over");
  expect(lines.filter(({ event }) => event === "line.written")).toHaveLength(5_000);
});
