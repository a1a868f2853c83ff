import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { eventually } from "@shopeasy/testing/eventually";
import { build } from "esbuild";
import { followRules } from "../../src/tracing/follow-rules";
import { beginTrace, configureTracing } from "../../src/tracing/tracing";
import { XRaySampler } from "../../src/tracing/x-ray-sampler";
import { everything, type SamplingDaemon, startSamplingDaemon } from "./sampling-daemon";

const chance = { now: Date.now, random: () => 0.5 };
const request = { service: "orders", http: { method: "GET", path: "/" } };
const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

function follow(port: number) {
  const sampler = new XRaySampler(chance);
  const follower = followRules({ daemon: { host: "127.0.0.1", port }, sampler, ...chance, everyMs: 50 });
  cleanUps.push(() => follower.stop());
  return sampler;
}

async function aDaemon(...args: Parameters<typeof startSamplingDaemon>): Promise<SamplingDaemon> {
  const daemon = await startSamplingDaemon(...args);
  cleanUps.push(() => daemon.close());
  return daemon;
}

const targetsOf = (target: object) => ({
  SamplingTargetDocuments: [{ RuleName: "all", ...target }],
  LastRuleModification: 0,
});

test("the daemon's rules hold, what they came to is reported, and what is granted for it holds from then on", async () => {
  const daemon = await aDaemon((path) =>
    path === "/GetSamplingRules" ? everything("all", 1) : targetsOf({ FixedRate: 0 }),
  );
  const sampler = follow(daemon.port);
  await eventually(() => expect(sampler.decide(request)).toBe("all"));

  await eventually(() => expect(sampler.decide(request)).toBe(false));

  const report = daemon.asked.find(({ path }) => path === "/SamplingTargets");
  expect(report?.question).toEqual({
    SamplingStatisticsDocuments: [
      {
        RuleName: "all",
        ClientID: expect.stringMatching(/^[\da-f]{24}$/),
        Timestamp: expect.any(Number),
        RequestCount: expect.any(Number),
        SampledCount: expect.any(Number),
        BorrowCount: 0,
      },
    ],
  });
});

test("rules that were changed are fetched at once", async () => {
  let rate = 0;
  const modified = Date.now() / 1_000 + 3_600;
  const daemon = await aDaemon((path) =>
    path === "/GetSamplingRules" ? everything("all", rate) : { LastRuleModification: modified },
  );
  const sampler = follow(daemon.port);
  await eventually(() => expect(sampler.decide(request)).toBe(false));

  rate = 1;

  await eventually(() => expect(sampler.decide(request)).toBe("all"));
});

const garbage: [string, RequestListener][] = [
  ["refuses", (_request, response) => response.writeHead(500).end("{}")],
  ["answers with no JSON", (_request, response) => response.end("<html>")],
  ["answers with nothing", (_request, response) => response.end()],
  ["breaks off", (_request, response) => response.write("{", () => response.destroy())],
  ["answers without end", (_request, response) => void response.write("x".repeat(1_100_000))],
];

test.each(garbage)(
  "a daemon that %s is asked again, and its rules hold when it is well",
  async (_case, instead) => {
    const ill = await startSamplingDaemon(() => undefined, { instead });
    const sampler = follow(ill.port);
    await eventually(() => expect(ill.asked.length).toBeGreaterThan(1));
    expect(sampler.decide(request)).toBeUndefined();

    await ill.close();
    await aDaemon(() => everything("all", 1), { port: ill.port });

    await eventually(() => expect(sampler.decide(request)).toBe("all"));
  },
);

test("while the daemon has no rules, those of the configuration decide", async () => {
  const daemon = await aDaemon(() => ({ SamplingRuleRecords: [] }));
  const daemonAddress = `127.0.0.1:${daemon.port}`;
  configureTracing({ service: "orders", daemonAddress, sampleRate: 1, enabled: true, followsDaemon: true });
  cleanUps.push(() => configureTracing({ service: "orders", sampleRate: 0, enabled: false }));
  await eventually(() => expect(daemon.asked).toHaveLength(1));

  expect(beginTrace({}).sampled).toBe(true);
});

test("where it has some, they decide, and the segment says by which", async () => {
  const daemon = await aDaemon(() => everything("all", 1));
  const segments = createSocket("udp4").bind(daemon.port, "127.0.0.1");
  cleanUps.push(() => segments.close());
  await once(segments, "listening");
  const daemonAddress = `127.0.0.1:${daemon.port}`;
  const options = { service: "orders", daemonAddress, sampleRate: 0, enabled: true } as const;
  configureTracing({ ...options, followsDaemon: true, origin: "AWS::ECS::Container" });
  cleanUps.push(() => configureTracing({ ...options, enabled: false }));
  const sent = once(segments, "message");

  await eventually(() => {
    const trace = beginTrace({ http: { method: "GET", path: "/" } });
    expect(trace.sampled).toBe(true);
    trace.close({ status: 200 });
  });

  const [datagram] = await sent;
  const segment = JSON.parse(String(datagram).split("\n")[1] ?? "");
  expect(segment).toMatchObject({ aws: { xray: { rule_name: "all" } }, origin: "AWS::ECS::Container" });
});

test("a program ends though the daemon never answers", async () => {
  const daemon = await aDaemon(() => undefined, { instead: () => undefined });
  const folder = await mkdtemp(join(tmpdir(), "follow-"));
  cleanUps.push(() => rm(folder, { recursive: true }));
  const tracing = JSON.stringify(resolve(__dirname, "../../src/tracing/tracing.ts"));
  await writeFile(
    join(folder, "program.ts"),
    `import { configureTracing } from ${tracing};
     configureTracing({ service: "orders", daemonAddress: process.argv[2], sampleRate: 1, enabled: true, followsDaemon: true });
     setTimeout(() => console.log("done"), 100);`,
  );
  const outfile = join(folder, "program.cjs");
  const bundle = { bundle: true, platform: "node", format: "cjs" } as const;
  await build({ entryPoints: [join(folder, "program.ts")], outfile, ...bundle });

  const { stdout } = await promisify(execFile)(process.execPath, [outfile, `127.0.0.1:${daemon.port}`], {
    timeout: 10_000,
  });

  expect(stdout).toBe("done\n");
  expect(daemon.asked).toHaveLength(1);
});
