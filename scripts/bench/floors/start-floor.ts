import { join } from "node:path";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { importEnvironment, type LocalShop } from "../../shop/local-shop";
import { openCarts } from "../catalogue";
import { type Companion, startCompanion } from "../companion";
import { addingTo } from "../jobs/buy";
import type { LoadJob, PreparedRequest } from "../load/load-job";
import { processNamed } from "../process-named";
import { askForText } from "../shop-api";
import type { FloorOrder, FloorReady } from "./floor-order";
import { recordWrite } from "./record-write";

/** A floor that writes to carts has so many of its own. */
const mostCarts = 50;
/** Of so many products a floor holds the bytes in memory. */
const mostAnswers = 500;

/** Floors that are a program of the bench's own. */
export type ProgramFloor = "node" | "express" | "node-postgres" | "dynamo";

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
  name: ProgramFloor,
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
  const write = name === "dynamo" ? await recordWrite(shop, build, skusOf(answers)[0] ?? "") : undefined;
  companion.tell({ content: answers.content, databaseUrl, ...(write && { write }) } satisfies FloorOrder);
  const { port } = await companion.answer<FloorReady>(10_000);
  const origin = `http://127.0.0.1:${port}`;
  const requests = write ? await addingElsewhere(shop, skusOf(answers)) : answers.requests;
  return { companion, job: { kind: "requests", origin, requests } };
}

/** Of those that are added to carts. */
const skusOf = ({ requests }: ServiceAnswers): string[] => [
  ...new Set(requests.map(({ body = "{}" }) => String(JSON.parse(body).sku))),
];

/** To carts that nobody else writes to. */
async function addingElsewhere(shop: LocalShop, skus: readonly string[]): Promise<PreparedRequest[]> {
  const carts = await openCarts(processNamed(shop, "cart").origin, mostCarts);
  return skus.flatMap((sku) => carts.map((id) => addingTo(id, sku)));
}
