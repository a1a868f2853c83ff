import type { Agent } from "node:http";
import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { DurationRow } from "../metrics/durations";
import type { Metrics } from "../metrics/metrics";

interface AwsClient {
  middlewareStack: { add: (...args: never[]) => void };
  config: object;
}

type Handler = (args: object) => Promise<object>;
type Context = { clientName?: string; commandName?: string };
type AddMiddleware = (
  middleware: (next: Handler, context: Context) => Handler,
  options: { step: "initialize"; priority: "high"; name: string; override: true },
) => void;

type Outcome = (typeof platformMetrics.aws_call_duration_seconds.values.outcome)[number];
type Agents = Readonly<{ httpAgent?: Agent; httpsAgent?: Agent }>;

/** One process has several clients, and a metric's name can be registered once. */
const made = new WeakMap<Metrics, ReturnType<typeof make>>();

/** Times the calls of a client of the AWS SDK v3, with all their tries, and tells of its connections. */
export function measureAwsClient<Client extends AwsClient>(
  client: Client,
  metrics: Metrics | undefined,
): Client {
  if (!metrics) return client;
  const { rowOf, clients } = made.get(metrics) ?? make(metrics);
  const add = client.middlewareStack.add.bind(client.middlewareStack) as AddMiddleware;
  add(
    (next, context) => async (args) => {
      const name = serviceOf(context);
      const known = clients.get(name) ?? new Set();
      clients.set(name, known.add(client));
      const startedAt = performance.now();
      const ended = (outcome: Outcome) =>
        rowOf(name, context, outcome).observe((performance.now() - startedAt) / 1_000);
      try {
        const result = await next(args);
        ended("ok");
        return result;
      } catch (error) {
        const outcome = outcomeOf(error);
        if (outcome) ended(outcome);
        throw error;
      }
    },
    { step: "initialize", priority: "high", name: "measureCalls", override: true },
  );
  return client;
}

function make(metrics: Metrics) {
  const durations = metrics.durations(platformMetrics, "aws_call_duration_seconds");
  const rows = new Map<string, DurationRow>();
  const clients = new Map<string, Set<AwsClient>>();
  metrics.gauge(platformMetrics, "aws_sockets", (sockets) => {
    sockets.reset();
    for (const [aws_service, all] of clients) {
      for (const { httpAgent, httpsAgent } of [...all].map(agentsOf)) {
        for (const agent of [httpAgent, httpsAgent]) {
          if (!agent) continue;
          sockets.inc({ aws_service, state: "busy" }, countIn(agent.sockets));
          sockets.inc({ aws_service, state: "idle" }, countIn(agent.freeSockets));
          sockets.inc({ aws_service, state: "waiting" }, countIn(agent.requests));
        }
      }
    }
  });
  const rowOf = (aws_service: string, { commandName = "" }: Context, outcome: Outcome): DurationRow => {
    const key = `${aws_service} ${commandName} ${outcome}`;
    const operation = commandName.replace(/Command$/, "");
    const row = rows.get(key) ?? durations.row({ aws_service, operation, outcome });
    rows.set(key, row);
    return row;
  };
  const all = { rowOf, clients };
  made.set(metrics, all);
  return all;
}

const serviceOf = ({ clientName = "AWS" }: Context): string => clientName.replace(/(?:Document)?Client$/, "");

/** Undefined until the first call was made; a client that speaks HTTP/2 has none. */
function agentsOf({ config }: AwsClient): Agents {
  const { requestHandler } = config as { requestHandler?: { httpHandlerConfigs?(): object } };
  return requestHandler?.httpHandlerConfigs?.() ?? {};
}

const countIn = (byOrigin: Readonly<Record<string, readonly unknown[] | undefined>>): number =>
  Object.values(byOrigin).reduce((sum, some = []) => sum + some.length, 0);

/** Undefined where we broke the call off ourselves. */
function outcomeOf(error: unknown): Outcome | undefined {
  const {
    name = "",
    $fault,
    $metadata,
  } = Object(error) as {
    name?: string;
    $fault?: string;
    $metadata?: { httpStatusCode?: number };
  };
  if (name === "AbortError") return undefined;
  if (/Throttl|TooManyRequests|ThroughputExceeded|LimitExceeded|SlowDown/.test(name)) return "throttled";
  return $fault === "client" && $metadata?.httpStatusCode !== undefined ? "refused" : "failed";
}
