import { spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "@shopeasy/testing/free-port";
import fc from "fast-check";
import { handlesOf } from "../soak/handles";
import { heapAfterGc } from "../soak/heap-after-gc";
import { soakedProcesses } from "../soak/soaked-processes";
import { trendOf } from "../soak/trend";
import type { Held } from "../soak/watch";

const onLinux = process.platform === "linux" ? test : test.skip;

test("the trend of points on a line is the line's, whatever that is", () => {
  const finite = fc.integer({ min: -1_000, max: 1_000 });

  fc.assert(
    fc.property(finite, finite, (slope, start) => {
      const trend = trendOf(Array.from({ length: 20 }, (_, x) => [x, start + slope * x] as const));

      expect(trend.slope).toBeCloseTo(slope, 6);
      expect(trend.error).toBeCloseTo(0, 6);
    }),
  );
});

test("growth is that of the shop's own processes together: what plays others keeps what it is told", () => {
  const held = (pid: number, memory: number): Held => ({ pid, memory, files: 20, sockets: 10 });
  const looks = [0, 1_800, 3_600].map((at, turn) => ({
    at,
    held: new Map([
      ["orders", held(1, 100 + turn)],
      ["cloud", held(2, 100 + 50 * turn)],
    ]),
  }));
  const rest = (pid: number, memory: number) => ({ ...held(pid, memory), heap: 30 });

  const { growth, processes } = soakedProcesses(
    looks,
    new Map([
      ["orders", rest(1, 100)],
      ["cloud", rest(2, 100)],
    ]),
    new Map([
      ["orders", rest(9, 103)],
      ["cloud", rest(2, 200)],
    ]),
  );

  expect(growth).toBe(1.03);
  expect(processes).toMatchObject([
    { name: "orders", isJudged: true, memory: [100, 101, 102], hasRestarted: true, trend: { slope: 2 } },
    { name: "cloud", isJudged: false, hasRestarted: false },
  ]);
});

onLinux("what a process holds open is counted, and what has gone holds nothing", () => {
  const own = handlesOf(process.pid);
  const gone = handlesOf(2 ** 22 + 1);

  expect(own.files).toBeGreaterThan(own.sockets);
  expect(gone).toEqual({ files: 0, sockets: 0 });
});

onLinux(
  "a process is asked twice what is left on its heap: garbage is not, and its inspector is closed again",
  async () => {
    const program =
      "let kept; setInterval(() => { kept = new Array(2e6).fill(0); console.log('ready'); }, 5)";
    const port = await freePort();
    const child = spawn(process.execPath, [`--inspect-port=${port}`, "-e", program], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      // SIGUSR1 ends one that has not come so far as to hear it.
      await once(child.stdout, "data");
      child.stdout.resume();

      const heaps = [await heapAfterGc(child.pid ?? 0, port), await heapAfterGc(child.pid ?? 0, port)];

      expect(heaps).toEqual([expect.any(Number), expect.any(Number)]);
      expect(Math.max(...heaps.map(Number))).toBeLessThan(60);
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  },
  60_000,
);
