import { createServer } from "node:http";
import { CloudError } from "./cloud-error";
import { type CloudConfig, readCloudConfig } from "./config";
import { whenParentIsGone } from "./follow-parent";
import { type ListenOptions, listenAt } from "./listen";
import { type Payments, startPayments } from "./payments/payments";
import { startCloud } from "./start-cloud";

const stopWithinMs = 1500;

/** The process `cloud`: one line of JSON on stdout when it is ready, one line on stderr when it cannot be. */
async function main(): Promise<void> {
  const config = readCloudConfig();
  const [cloud, payments] = await Promise.all([startCloud(config), startPaymentsOf(config)]);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // Whatever still hangs then has nothing to lose: all writes are on the disk before they are answered.
    setTimeout(() => process.exit(0), stopWithinMs).unref();
    void Promise.all([cloud.stop(), payments?.stop()]).then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  // The terminal's Ctrl-C reaches all processes at once, but the services still need us while they finish.
  process.on("SIGINT", () => {});
  whenParentIsGone(stop);
  const { ports, environment } = cloud;
  const endpoints = { ...cloud.endpoints, ...(payments && { payments: payments.url }) };
  const status = JSON.stringify({ ready: true, endpoints, ports, environment });
  if (config.statusPort) await serveStatus({ port: config.statusPort, host: config.host }, status);
  process.stdout.write(`${status}\n`);
}

async function startPaymentsOf({ payments, dataDir }: CloudConfig): Promise<Payments | undefined> {
  return payments && startPayments({ ...payments, ...(dataDir && { dataDir }) });
}

async function serveStatus(where: ListenOptions, status: string): Promise<void> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(status);
  });
  await listenAt(server, where, "The cloud's status");
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof CloudError ? error.message : describe(error)}\n`);
  process.exit(1);
});

const describe = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
