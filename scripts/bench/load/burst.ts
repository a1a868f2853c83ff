import { openConnection } from "./connection";
import type { BurstResult, RunBurst } from "./load-job";

/** Longer than anybody waits: it is to be seen how long they would have to. */
const withinMs = 60_000;

/** Sends all requests at once, each on a connection of its own, and hears all answers: what a sale's first second is. */
export async function runBurst({ origin, requests }: RunBurst): Promise<BurstResult> {
  const connections = requests.map((_, number) => openConnection(origin, number, withinMs));
  try {
    const startedAt = performance.now();
    const answers = await Promise.all(
      requests.map(async ({ headers, ...request }, number) => {
        const answer = await connections[number]?.send(request, headers).catch(failed);
        return { status: 0, body: "", ...answer, ms: performance.now() - startedAt };
      }),
    );
    return { answers };
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

const failed = (error: unknown) => ({ status: 0, body: String(Object(error).message) });
