import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shopMetrics } from "@shopeasy/contracts/metrics";
import { openApiDocument } from "@shopeasy/platform/http/openapi";
import { cartRoutes } from "../../services/cart/src/app";
import { catalogRoutes } from "../../services/catalog/src/app";
import { feedbackRoutes } from "../../services/feedback/src/app";
import { ordersRoutes } from "../../services/orders/src/app";
import { usersRoutes } from "../../services/users/src/app";
import { asyncApiDocument } from "./asyncapi-document";
import { eventFaults } from "./event-compatibility-rules";
import { type EventJsonSchemas, eventJsonSchemas } from "./event-json-schemas";
import { withMetricsTable } from "./metrics-table";

const pathOf = (name: string) => join(process.cwd(), "packages/contracts", name);
const released = pathOf("released-events.json");
const metricsPage = join(process.cwd(), "docs/metrics.md");

/**
 * `npm run documents`: writes the API documents from the routes and schemas that serve them, and the table of metrics. With --check it only says
 * which are stale, and what breaks those who consume the events of the last release; with --release the events as they
 * are now become the released ones.
 */
function main(args: readonly string[]): void {
  const events = eventJsonSchemas();
  const documents = { "openapi.json": openApi(), "asyncapi.json": asyncApiDocument(events) };
  if (args.includes("--check")) {
    check(documents, events);
    return;
  }
  for (const [name, document] of Object.entries(documents)) writeFileSync(pathOf(name), textOf(document));
  writeFileSync(metricsPage, freshMetricsPage());
  if (args.includes("--release")) writeFileSync(released, textOf(events));
}

const freshMetricsPage = () => withMetricsTable(readFileSync(metricsPage, "utf8"), shopMetrics);

const openApi = () =>
  openApiDocument({
    users: usersRoutes,
    catalog: catalogRoutes,
    cart: cartRoutes,
    orders: ordersRoutes,
    feedback: feedbackRoutes,
  });

function check(documents: Readonly<Record<string, unknown>>, events: EventJsonSchemas): void {
  const stale = Object.entries(documents)
    .filter(([name, document]) => readIfThere(pathOf(name)) !== textOf(document))
    .map(([name]) => `packages/contracts/${name} is stale: run npm run documents and commit what it writes.`);
  const before = JSON.parse(readIfThere(released) ?? "{}") as EventJsonSchemas;
  if (readIfThere(metricsPage) !== freshMetricsPage()) {
    stale.push("docs/metrics.md is stale: run npm run documents and commit what it writes.");
  }
  const faults = [...stale, ...eventFaults(before, events)];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

const readIfThere = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : null);

const textOf = (document: unknown) => `${JSON.stringify(document, null, 2)}\n`;

main(process.argv.slice(2));
