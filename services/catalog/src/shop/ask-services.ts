import { type ServiceName, serviceNames } from "@shopeasy/contracts/route-table";
import type { Database } from "@shopeasy/platform/database/connect";

type State = "ok" | "down";

/** Internal origins of the services beside this one. */
export type Neighbours = Readonly<Record<Exclude<ServiceName, "catalog">, string>>;

export interface ServicesState {
  status: "ok" | "degraded";
  services: Record<string, State>;
}

/** Whoever takes longer is down for those who wait for a page. */
const boundMs = 1_000;

/** Whether each service has all that it needs, asked at once and for a second at most. */
export async function askServices(
  origins: Neighbours,
  database: Pick<Database, "ping">,
): Promise<ServicesState> {
  const ask = async (name: (typeof serviceNames)[number]): Promise<State> => {
    const asked =
      name === "catalog" ? database.ping().then(() => true) : isReady(`${origins[name]}/health/ready`);
    return (await within(asked)) ? "ok" : "down";
  };
  const states = await Promise.all(serviceNames.map(async (name) => [name, await ask(name)] as const));
  const status = states.every(([, state]) => state === "ok") ? "ok" : "degraded";
  return { status, services: Object.fromEntries(states) };
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(boundMs) });
  await response.body?.cancel();
  return response.ok;
}

async function within(asked: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, boundMs, false);
  });
  try {
    // What can't be reached is down: that is the answer, and its story is in that service's own log.
    return await Promise.race([asked.catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
