import { join } from "node:path";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { importEnvironment, type LocalShop } from "../../shop/local-shop";
import { type Companion, startCompanion } from "../companion";
import type { LoadJob, PreparedRequest } from "../load/load-job";
import type { FloorName } from "../scenarios";
import { askForText } from "../shop-api";
import type { FloorOrder, FloorReady } from "./floor-order";

/** Of so many products a floor holds the bytes in memory. */
const mostAnswers = 500;

export interface Floor {
  companion: Companion;
  job: LoadJob & { kind: "requests" };
}

/** What the service answers to a scenario's requests, for the floors to answer likewise. */
export interface ServiceAnswers {
  requests: readonly PreparedRequest[];
  content: FloorOrder["content"];
}

export async function recordAnswers(job: LoadJob): Promise<ServiceAnswers> {
  if (job.kind !== "requests") return { requests: [], content: {} };
  const [first] = job.requests;
  const requests = job.requests
    .filter(({ method, path }) => method === "GET" || path === first?.path)
    .slice(0, mostAnswers);
  const content: Record<string, string> = {};
  for (const { method, path, body } of requests) {
    content[path] = await askForText(method, {
      origin: job.origin,
      path: path.slice(apiPrefix.length),
      ...(body !== undefined && { body: JSON.parse(body) }),
    });
  }
  return { requests, content };
}

/** Starts a floor in a process of its own, like the service. The caller stops it, even where this rejects. */
export async function startFloor(
  name: FloorName,
  {
    build,
    shop,
    answers,
    keep,
  }: { build: string; shop: LocalShop; answers: ServiceAnswers; keep: (one: Companion) => void },
): Promise<Floor> {
  const companion = startCompanion(`floor ${name}`, join(build, `scripts/bench/floors/${name}.js`));
  keep(companion);
  const databaseUrl = importEnvironment(shop).DATABASE_URL ?? "";
  companion.tell({ content: answers.content, databaseUrl } satisfies FloorOrder);
  const { port } = await companion.answer<FloorReady>(10_000);
  const origin = `http://127.0.0.1:${port}`;
  return { companion, job: { kind: "requests", origin, requests: answers.requests } };
}
