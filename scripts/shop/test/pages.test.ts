import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { useLocalShop } from "./local-shop-program";

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
const inChromium = chromium ? describe : describe.skip;

if (!chromium && process.env.SHOPEASY_NOTHING_SKIPPED)
  throw new Error("Chromium is missing: apt-get install chromium");

/** The page as it is once its scripts have run. */
async function rendered(url: string): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "shopeasy-chromium-"));
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
  ];
  const args = [
    ...flags,
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${profile}`,
  ];
  try {
    const run = promisify(execFile)(
      chromium ?? "",
      [...args, "--virtual-time-budget=8000", "--dump-dom", url],
      {
        timeout: 60_000,
        maxBuffer: 2 ** 26,
      },
    );
    return (await run).stdout;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

inChromium("the pages in Chromium (without it: apt-get install chromium)", () => {
  const local = useLocalShop("--products", "30");

  test("the first page names what runs and the demo accounts", async () => {
    const page = await rendered(`${local.shop.url}/`);

    for (const wanted of ["orders-worker", "customer@shopeasy.test", "/api/v1/docs", "/console/traces"]) {
      expect(page).toContain(wanted);
    }
  }, 90_000);

  test("the API's documents show its calls", async () => {
    const page = await rendered(`${local.shop.url}/api/v1/docs`);

    expect(page).toContain("/auth/register");
    expect(page).toContain("/reviews");
  }, 90_000);
});
