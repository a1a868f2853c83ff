import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = join(__dirname, "../../../build/scripts/dora/main.js");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dora-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As somebody without AWS has it, in a folder that nothing was released from. */
const dora = (...args: string[]) =>
  run(process.execPath, [program, ...args], { cwd: folder, env: { HOME: folder } }).then(
    ({ stdout, stderr }) => ({ stdout, stderr }),
    ({ stdout, stderr }) => ({ stdout, stderr }),
  );

test("without a region, one line says what is missing", async () => {
  const { stderr } = await dora();

  expect(stderr).toMatch(/^AWS_REGION is not set: .*--environment local.*\n$/);
});

test("the releases of this machine are told without AWS", async () => {
  const { stdout, stderr } = await dora("--environment", "local");

  expect(stderr).toBe("");
  expect(stdout).toMatch(/^local, the last 30 days:\n.* 0 releases/);
});
