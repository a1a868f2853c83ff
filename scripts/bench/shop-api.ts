import { randomUUID } from "node:crypto";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { BenchError } from "./bench-error";

interface ApiCall {
  /** Of the service or the gateway. */
  origin: string;
  /** Below /api/v1. */
  path: string;
  body?: unknown;
  token?: string;
}

/**
 * Asks the shop for something while the bench prepares: a POST where there is a body. Gives the answer as it came.
 * @throws BenchError when it is not answered well
 */
export async function askForText(
  method: "GET" | "POST",
  { origin, path, body, token }: ApiCall,
): Promise<string> {
  const response = await fetch(`${origin}${apiPrefix}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(method === "POST" && { "idempotency-key": randomUUID() }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  if (!response.ok) throw new BenchError(`${method} ${path} was answered with ${response.status}: ${text}`);
  return text;
}

/** As `askForText`, for what is read here. */
export async function ask<Answer>(method: "GET" | "POST", call: ApiCall): Promise<Answer> {
  return JSON.parse(await askForText(method, call)) as Answer;
}

/** Does something with each item, eight at a time, and gives the results in order. */
export async function forAll<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return results;
}
