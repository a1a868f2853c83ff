import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBill } from "../sbom/write-bills";
import { root, runScript } from "./run-script";

// Each runs the program, on a machine that may be busy.
jest.setTimeout(90_000);

const folder = mkdtempSync(join(tmpdir(), "shopeasy-scans-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("nothing that git holds is a secret", async () => {
  const { code, output } = await runScript("pipeline", ["secrets"]);

  expect(output).toMatch(/^0 secrets in \d{4} files\.\n$/);
  expect(code).toBe(0);
});

test("a secret is found by its file and line, and not shown; neither is a file's name an order", async () => {
  mkdirSync(join(folder, "scripts/pipeline"), { recursive: true });
  cpSync(join(root, "scripts/pipeline/secrets"), join(folder, "scripts/pipeline/secrets"), {
    recursive: true,
  });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const key = `${"sk_"}live_${"4eC39HqLyjWDarjtT1zdp7dc"}`;
  const token = `${"xoxb"}-${"123456789012"}-${"1234567890123"}-${"AbCdEfGhIjKlMnOpQrStUvWx"}`;
  writeFileSync(join(folder, "config.ts"), `export const a = 1;\nexport const key = "${key}";\n`);
  writeFileSync(join(folder, "--output=x [a] $(b).txt"), `chat: ${token}\n`);
  writeFileSync(join(folder, "gone.txt"), "nothing");
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "-q");
  git("add", "--", "config.ts", "gone.txt", "--output=x [a] $(b).txt");
  rmSync(join(folder, "gone.txt"));

  const { code, output } = await runScript("pipeline", ["secrets"], {}, folder);

  expect(output).toContain("config.ts:2  Stripe's live key");
  expect(output).toContain("--output=x [a] $(b).txt:1");
  expect(output).not.toContain(key);
  expect(output).not.toContain(token);
  expect(code).toBe(1);
});

test("each program's bill of materials is CycloneDX, and holds what it runs on and nothing that it is built with", async () => {
  const { output } = await runScript("pipeline", ["sbom", "--out", folder]);
  const bill = readBill(readFileSync(join(folder, "orders.cdx.json"), "utf8"));

  expect(output.match(/components$/gm)).toHaveLength(7);
  expect(bill.metadata.component).toMatchObject({ type: "application", name: "shopeasy-orders" });
  const names = bill.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["express", "zod", "postgres"]));
  for (const tool of ["jest", "typescript", "esbuild", "drizzle-kit", "testing"]) {
    expect(names).not.toContain(tool);
  }
});

test.each([
  ["not JSON", "is no JSON"],
  ["{}", "is not CycloneDX"],
  [bill({ specVersion: "1.4" }), "specVersion"],
  [bill({ components: [aComponent("a"), aComponent("a")] }), "two components have the same bom-ref"],
  [bill({ dependencies: [{ ref: "shop", dependsOn: ["nobody"] }] }), '"nobody" is depended on'],
])("%s is no bill of materials", (text, why) => {
  expect(() => readBill(text)).toThrow(why);
});

function aComponent(name: string) {
  return { "bom-ref": name, type: "library", name, version: "1.0.0", purl: `pkg:npm/${name}@1.0.0` };
}

function bill(change: object) {
  const metadata = { timestamp: "2026-11-21T00:00:00.000Z", component: aComponent("shop") };
  const whole = { bomFormat: "CycloneDX", specVersion: "1.5", version: 1, metadata };
  return JSON.stringify({ ...whole, components: [], dependencies: [], ...change });
}
