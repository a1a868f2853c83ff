import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startXRayDaemon } from "@shopeasy/testing/x-ray-daemon";
import { build } from "esbuild";

const run = promisify(execFile);
const source = (file: string) => JSON.stringify(resolve(__dirname, "../../src", file));

const PROGRAM = `
  import { configureTracing, flushTraces, openTrace, span } from ${source("tracing/tracing.ts")};
  import { createLogger } from ${source("logging/logger.ts")};
  import { runWithContext } from ${source("context/request-context.ts")};

  const logger = createLogger({ service: "orders" });
  configureTracing({ service: "orders", daemonAddress: process.argv[2], sampleRate: 1, enabled: true });
  openTrace({}, (trace) => runWithContext({ requestId: "r-1", traceId: trace.id }, () =>
    span("catalog", async () => logger.info("order.placed", { email: "ann@shop.test" }), { remote: true })
  )).then(() => flushTraces()).then(() => process.exit(0));
`;

test("a bundled program sends its traces and writes its lines, even if it ends at once", async () => {
  const daemon = await startXRayDaemon();
  const folder = await mkdtemp(join(tmpdir(), "bundle-"));
  await writeFile(join(folder, "program.ts"), PROGRAM);
  const outfile = join(folder, "program.cjs");
  await build({
    entryPoints: [join(folder, "program.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
  });

  const { stdout } = await run(process.execPath, [outfile, daemon.address], { timeout: 10_000 });

  const line = JSON.parse(stdout);
  expect(line).toMatchObject({ event: "order.placed", requestId: "r-1", email: "[redacted]" });
  expect(await daemon.segmentOf(line.traceId)).toMatchObject({
    name: "orders",
    subsegments: [{ name: "catalog" }],
  });
  await daemon.close();
  await rm(folder, { recursive: true });
});
