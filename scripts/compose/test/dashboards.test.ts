import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "./compose-file";

interface Dashboard {
  uid: string;
  title: string;
  panels: { type: string; title: string; description?: string; targets?: { expr: string }[] }[];
}

const read = (path: string) => readFileSync(join(root, path), "utf8");
const files = globSync("scripts/compose/grafana/dashboards/*.json", { cwd: root });
const dashboards = files.map((file) => JSON.parse(read(file)) as Dashboard);
const sources = globSync("{packages/platform,services/*}/src/**/*.ts", { cwd: root }).map(read).join("\n");
/** Whatever our programs could call a metric. */
const known = new Set([...sources.matchAll(/"([a-z]+(?:_[a-z]+)+)"/g)].map(([, name]) => name));

/** The metrics that a query names: what is left of it without labels, times and functions. */
function metricsOf(query: string): string[] {
  const bare = query
    .replace(/\b(by|without)\s*\([^)]*\)/g, "")
    .replace(/\{[^}]*\}/g, "")
    .replace(/\[[^\]]*\]/g, "");
  return [...bare.matchAll(/[a-z_]\w*(?!\w|\s*\()/g)].map(([name]) => name);
}

const queries = dashboards.flatMap(({ title, panels }) =>
  panels.flatMap(({ title: panel, targets = [] }) =>
    targets.map(({ expr }) => [`${title}: ${panel}`, expr] as const),
  ),
);

test("metrics are found in a query, and nothing else is", () => {
  const query =
    'topk(10, sum by (service) (rate(a_total{service=~"$x", status="2"}[1m]))) / max(b_seconds) * 60';

  expect(metricsOf(query)).toEqual(["a_total", "b_seconds"]);
});

test.each(queries)("%s asks only for metrics that our programs have", (_panel, query) => {
  const names = metricsOf(query);

  expect(names.length).toBeGreaterThan(0);
  const ofHistogram = /_(bucket|sum|count)$/;
  expect(names.filter((name) => !known.has(name) && !known.has(name.replace(ofHistogram, "")))).toEqual([]);
});

test("services are seen by rate, errors and duration, and orders and queues have their own", () => {
  const asked = queries.map(([, query]) => query).join("\n");

  for (const metric of [
    ...["http_requests_total", "http_request_duration_seconds_bucket", 'status=~"5.."'],
    ...["queue_message_age_seconds_bucket", "outbox_oldest_seconds", 'route="'],
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
  expect(compose).toContain(`DEFAULT_HOME_DASHBOARD_PATH: ${folder?.options.path}/services.json`);
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(files.length);
});
