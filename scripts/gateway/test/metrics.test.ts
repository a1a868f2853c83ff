import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { boards } from "@shopeasy/contracts/dashboards";
import { panelsOf } from "../dashboards/dashboard-page";
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

test("charts of a board beside each other show the same time, by the clock, however long their lines are", async () => {
  writeRun(100);
  said = 'orders_total{outcome="paid",service="orders"} 1';
  const { boards: kept, stop } = started();
  const board = kept.board("services");
  const at = Date.parse("2026-01-31T12:00:00Z");
  stop();
  const panel = (length: number) => ({
    panel: { title: `Of ${length}`, about: "", unit: "count" as const, lines: [] },
    lines: [{ name: "a", values: new Array<number>(length).fill(1) }],
  });

  const rows = [{ title: "Both", panels: [panel(2), panel(200)] }];
  const { text } = panelsOf({ board: board!.board, rows, until: at });

  expect(text.match(/30 min ago, 11:30<\/span><span>now, 12:00 UTC/g)).toHaveLength(2);
});

test("of twelve lines no two look alike, in the chart and beside it", async () => {
  const { boards: kept, stop } = started();
  const board = kept.board("services");
  stop();
  const lines = Array.from({ length: 12 }, (_, place) => ({ name: `line ${place}`, values: [1, 2] }));
  const panel = { title: "Twelve", about: "", unit: "count" as const, lines: [] };

  const { text } = panelsOf({
    board: board!.board,
    rows: [{ title: "One", panels: [{ panel, lines }] }],
    until: 0,
  });

  const drawn = text.match(/<path class="line [^"]+"/g) ?? [];
  const told = text.match(/<li><svg class="s\d".*?<\/svg>/g) ?? [];
  expect([new Set(drawn).size, new Set(told).size]).toEqual([12, 12]);
});

test("routes that never failed are none of those that fail most", async () => {
  writeRun(100);
  const failures = (users: number) =>
    ["users", "orders"]
      .map((route) => `http_request_errors_total{method="GET",route="/${route}",service="orders"} ${users}`)
      .map((line, place) => (place === 0 ? line : line.replace(/\d+$/, "3")))
      .join("\n");
  said = failures(0);
  const { boards: kept, collect, stop } = started();
  await collect();
  said = failures(2);
  await collect();
  stop();

  const panels = kept.board("services")?.rows.flatMap((row) => row.panels);
  const failing = panels?.find(({ panel }) => panel.title === "Failing routes");
  expect(failing?.lines).toMatchObject([{ name: "orders GET /users" }]);
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
