import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { boards } from "@shopeasy/contracts/dashboards";
import { BoardHistory } from "../metrics/board-history";
import { startCollector } from "../metrics/collector";
import { SloHistory } from "../slos/slo-history";
import { objectivesNow } from "../slos/slo-page";
import { ask, startGatewayUnderTest } from "./gateway-under-test";

let folder: string;
let said: string;
let server: ReturnType<typeof createServer>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "shopeasy-metrics-"));
  server = createServer((_request, response) => response.end(said)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const runFile = () => join(folder, "run.json");
const writeRun = (pid: number) =>
  writeFileSync(
    runFile(),
    JSON.stringify({
      processes: [
        { name: "orders", pid, port: null, internalPort: (server.address() as AddressInfo).port },
        { name: "gone", pid: 1, port: null, internalPort: 1 },
        { name: "postgres", pid: 2, port: null, internalPort: null },
      ],
      endpoints: {},
    }),
  );

const counted = (good: number, bad: number) =>
  ["good", "bad"]
    .map(
      (outcome) =>
        `journey_requests_total{journey="checkout",objective="availability",outcome="${outcome}",service="orders"} ${outcome === "good" ? good : bad}`,
    )
    .join("\n");

/** Asks only when it is told to. */
function started() {
  const histories = { boards: new BoardHistory(), slos: new SloHistory() };
  const { collect, stop } = startCollector(runFile(), Object.values(histories), 2 ** 30);
  return { ...histories, collect, stop };
}

test("requests are counted from when the gateway looks first, over a restart of the program", async () => {
  writeRun(100);
  said = counted(1_000, 50);
  const { slos, collect, stop } = started();
  await collect();
  said = counted(1_080, 60);
  await collect();
  writeRun(101);
  said = counted(10, 5);
  await collect();
  stop();

  expect(slos.counted("checkout", "availability")).toEqual({ good: 90, bad: 15 });
  expect(slos.counted("cart", "availability")).toEqual({ good: 0, bad: 0 });
  const page = objectivesNow(slos).text;
  expect(page).toContain("105 requests, 15 bad");
  expect(page).toContain("wakes people");
});

test("while nothing runs, or what runs talks nonsense, there is nothing to show", async () => {
  rmSync(runFile(), { force: true });
  const { slos, boards: kept, collect, stop } = started();
  await collect();
  writeRun(100);
  said = "<html>not metrics</html>\nx{ 1\n";
  await collect();
  stop();

  expect(objectivesNow(slos).text).toContain("No alarm would ring");
  expect(kept.board("shop")?.rows.length).toBeGreaterThan(0);
});

test("what programs say becomes the lines of the boards, by their labels", async () => {
  writeRun(100);
  const at = (count: number, waiting: number) =>
    [
      `orders_total{outcome="paid",service="orders"} ${count}`,
      `http_request_duration_seconds_bucket{le="0.1",service="orders",route="/orders"} ${count}`,
      `http_request_duration_seconds_bucket{le="+Inf",service="orders",route="/orders"} ${count}`,
      `outbox_oldest_seconds{service="orders"} ${waiting}`,
    ].join("\n");
  said = at(0, 0);
  const { boards: kept, collect, stop } = started();
  await collect();
  said = at(100, 42);
  await collect();
  stop();

  const linesOf = (board: string, title: string, service?: string) =>
    kept
      .board(board, service)
      ?.rows.flatMap(({ panels }) => panels)
      .find(({ panel }) => panel.title === title)?.lines;
  expect(linesOf("shop", "Orders")).toMatchObject([{ name: "paid" }]);
  expect(linesOf("shop", "Orders")?.[0]?.values.at(-1)).toBeGreaterThan(0);
  expect(linesOf("services", "Duration, 99 of 100")?.[0]?.values.at(-1)).toBeCloseTo(0.0995, 9);
  expect(linesOf("queues", "Outbox: the oldest waits")).toMatchObject([{ name: "orders", values: [0, 42] }]);
  expect(linesOf("one-service", "Duration by route, 99 of 100", "orders")).toMatchObject([
    { name: "/orders" },
  ]);
  expect(linesOf("one-service", "Duration by route, 99 of 100", "users")).toEqual([]);
});

test("the pages of objectives and of every board are there, and of no other", async () => {
  const { url, stop } = await startGatewayUnderTest();
  const pages = [
    "slos",
    "slos/now",
    ...boards.flatMap(({ id }) => [`dashboards/${id}`, `dashboards/${id}/panels`]),
  ];

  const answers = await Promise.all(pages.map((page) => ask(`${url}/console/${page}`)));
  const first = await ask(`${url}/console/dashboards`);
  const unknown = await ask(`${url}/console/dashboards/nothing`);
  const noService = await ask(`${url}/console/dashboards/one-service?service=<b>`);
  await stop();

  expect(answers.map(({ status }) => status)).toEqual(pages.map(() => 200));
  expect(first.headers.location).toBe("/console/dashboards/shop");
  expect([unknown.status, noService.status]).toEqual([404, 404]);
});
