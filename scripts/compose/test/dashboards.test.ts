import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { boards } from "@shopeasy/contracts/dashboards";
import { type MetricName, shopMetrics } from "@shopeasy/contracts/metrics";
import { parse } from "yaml";
import { root } from "./compose-file";

interface Panel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  fieldConfig?: { defaults: { unit: string } };
  targets?: { refId: string; expr: string; legendFormat: string }[];
}
interface Dashboard {
  uid: string;
  title: string;
  schemaVersion: number;
  templating: { list: { name: string }[] };
  panels: Panel[];
}

const read = (path: string) => readFileSync(join(root, path), "utf8");
const files = globSync("scripts/compose/grafana/dashboards/*.json", { cwd: root });
const dashboards = files.map((file) => JSON.parse(read(file)) as Dashboard);

/** The metrics that a query names: what is left of it without labels, times and functions. */
function metricsOf(query: string): string[] {
  const bare = query
    .replace(/\b(by|without)\s*\([^)]*\)/g, "")
    .replace(/\{[^}]*\}/g, "")
    .replace(/\[[^\]]*\]/g, "");
  return [...bare.matchAll(/[a-z_]\w*(?!\w|\s*\()/g)].map(([name]) => name).filter((name) => name !== "or");
}

const queries = dashboards.flatMap(({ title, panels }) =>
  panels.flatMap(({ title: panel, targets = [] }) =>
    targets.map(({ refId, expr }) => [`${title}: ${panel} ${refId}`, expr] as const),
  ),
);

test("metrics are found in a query, and nothing else is", () => {
  const query =
    'topk(10, sum by (service) (rate(a_total{service=~"$x", status="2"}[1m]))) / max(b_seconds) * 60';

  expect(metricsOf(query)).toEqual(["a_total", "b_seconds"]);
});

test.each(queries)("%s asks only for metrics that are declared, as their kind is asked", (_panel, query) => {
  const names = metricsOf(query);

  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const declared = name.replace(/_(bucket|sum|count)$/, "") as MetricName;
    const kind = (shopMetrics[name as MetricName] ?? shopMetrics[declared])?.kind;
    const isRate = query.includes(`rate(${name}`);
    expect([name, kind, isRate]).toEqual([
      name,
      kind === "gauge" ? "gauge" : expect.any(String),
      kind !== "gauge",
    ]);
  }
});

test("every board has its file, and no panel lies over another", () => {
  expect(dashboards.map(({ uid }) => uid).sort()).toEqual(boards.map(({ id }) => `shopeasy-${id}`).sort());
  for (const { panels, schemaVersion } of dashboards) {
    const taken = new Set<string>();
    expect(schemaVersion).toBe(39);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { gridPos, type, fieldConfig, description } of panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      if (type !== "row")
        expect([typeof fieldConfig?.defaults.unit, typeof description]).toEqual(["string", "string"]);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken).not.toContain(`${x} ${y}`);
          taken.add(`${x} ${y}`);
        }
      }
    }
  }
});

test("a board of one service asks for that alone", () => {
  const [one] = dashboards.filter(({ uid }) => uid === "shopeasy-one-service");
  const asked = one?.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)) ?? [];

  expect(one?.templating.list.map(({ name }) => name)).toEqual(["service"]);
  expect(asked.length).toBeGreaterThan(10);
  for (const query of asked) expect(query).toContain('service="$service"');
});

test("services are seen by rate, errors and duration, and orders, queues and objectives have their own", () => {
  const asked = queries.map(([, query]) => query).join("\n");

  for (const metric of [
    ...["http_request_errors_total", "http_request_duration_seconds_bucket", "journey_requests_total"],
    ...["queue_message_age_seconds_bucket", "outbox_oldest_seconds", "orders_total"],
  ]) {
    expect(asked).toContain(metric);
  }
});

test("Grafana finds its dashboards, its data and the first page where the container has them", () => {
  const provisioning = "scripts/compose/grafana/provisioning";
  const sourcesFile = parse(read(`${provisioning}/datasources/prometheus.yaml`)) as {
    datasources: { uid: string; url: string }[];
  };
  const folders = parse(read(`${provisioning}/dashboards/shopeasy.yaml`)) as {
    providers: { options: { path: string } }[];
  };
  const compose = read("docker-compose.yml");

  expect(sourcesFile.datasources).toMatchObject([{ uid: "prometheus", url: "http://prometheus:9090" }]);
  const [folder] = folders.providers;
  expect(compose).toContain(`./scripts/compose/grafana/dashboards:${folder?.options.path}:ro`);
  expect(compose).toContain(`DEFAULT_HOME_DASHBOARD_PATH: ${folder?.options.path}/shop.json`);
});
