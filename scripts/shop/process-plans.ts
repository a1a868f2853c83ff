import { join } from "node:path";
import { inventoryStream } from "@shopeasy/contracts/resources";
import { apiPrefix, type ServiceName, serviceNames } from "@shopeasy/contracts/route-table";
import type { Addresses } from "./addresses";
import type { Secrets } from "./shop-directory";
import type { ProcessPlan } from "./supervised-process";

/** The services whose data is in PostgreSQL: a database and a role each, of the service's name. */
export const databases = ["users", "catalog", "orders"] as const satisfies ServiceName[];

/** The lambdas, and what AWS invokes them for. */
const lambdas: Record<string, Record<string, string>> = {
  notifications: {
    LAMBDA_QUEUES: "notifications-events,mail-feedback",
    STAFF_MAIL: "staff@shopeasy.test",
    RETURNS_ADDRESS: "ShopEasy, Returns\n1 Warehouse Road\nSpringfield, IL 62701\nUnited States",
  },
  "inventory-stream": { LAMBDA_STREAM: inventoryStream },
};

/** What reads in bursts (a lambda, of which AWS bounds the memory) or takes in large files: without a bound it lets garbage lie. */
const boundedFlags = ["--max-old-space-size=192", "--max-semi-space-size=8"];

export interface Surroundings {
  /** The folder of the bundles. */
  build: string;
  dataDir: string;
  secrets: Secrets;
  /** What the embedded cloud told services to look for. */
  cloud: Readonly<Record<string, string>>;
  paymentsUrl: string;
  databaseUrl: (service: string) => string;
  ports: Readonly<Record<string, { port: number; internalPort: number }>>;
  /** Of services that can be released; without one a service is called where it listens. */
  addresses: Addresses;
  /** Where the gateway leads to a release before customers see it. */
  testPort: number;
  /** Of who may tell the gateway where requests go. */
  controlToken: string;
  publicUrl: string;
  traceRate: number;
  logFile: (name: string) => string;
}

/** What every process of the shop is started with: the same programs and variables as on AWS, at local addresses. */
export function processPlans(around: Surroundings): ProcessPlan[] {
  const { secrets, ports } = around;
  const internal = (name: ServiceName) =>
    `http://127.0.0.1:${around.addresses.get(name)?.port ?? ports[name]?.internalPort}`;
  const shared = {
    ...around.cloud,
    NODE_ENV: "production",
    SERVICE_VERSION: "local",
    LOG_LEVEL: "info",
    // To see what CloudWatch would be sent, and what is sampled: docs/metrics.md, docs/logs.md.
    METRICS_EMF: process.env.METRICS_EMF ?? "",
    LOG_READS_ONE_IN: process.env.LOG_READS_ONE_IN ?? "",
    TRUSTED_PROXIES: "1",
    TRACE_SAMPLE_RATE: String(around.traceRate),
    PUBLIC_URL: around.publicUrl,
    SERVICE_TOKEN_SECRET: secrets.serviceToken,
    FLAGS_FILE: join(around.dataDir, "flags.json"),
    // Drills are for here: see the flag `faults`.
    FAULTS_ALLOWED: "true",
    JWKS_URL: `http://127.0.0.1:${ports.users?.port}${apiPrefix}/auth/jwks.json`,
    ...Object.fromEntries(serviceNames.map((name) => [`${name.toUpperCase()}_URL`, internal(name)])),
  };
  const own: Record<string, Record<string, string>> = {
    users: { SIGNING_KEY_SECRET: secrets.signingKey },
    orders: {
      GUEST_TOKEN_SECRET: secrets.guestToken,
      STRIPE_SECRET_KEY: secrets.stripeKey,
      STRIPE_WEBHOOK_SECRET: secrets.stripeWebhook,
      STRIPE_API_BASE: around.paymentsUrl,
      WEBHOOK_SECRET_KEY: secrets.webhookKey,
      // A receiver on this very machine is called only where whoever starts the shop says so.
      ...(process.env.WEBHOOKS_ALLOW_PRIVATE === "true" && { WEBHOOKS_ALLOW_PRIVATE: "true" }),
    },
  };
  const planOf = (name: string, program: string, environment: Record<string, string>): ProcessPlan => {
    const { port = 0, internalPort = 0 } = ports[name] ?? {};
    return {
      name,
      program: join(around.build, program),
      environment: { ...shared, ...environment, PORT: String(port), INTERNAL_PORT: String(internalPort) },
      // Workers and lambdas listen on their internal port only.
      ...((isService(name) || name === "gateway") && { port }),
      internalPort,
      health: isService(name)
        ? `http://127.0.0.1:${port}/health/serving`
        : `http://127.0.0.1:${internalPort}/health/live`,
      logFile: around.logFile(name),
      ...(name in lambdas && { flags: boundedFlags }),
      ...(name === "catalog-worker" && { flags: boundedFlags }),
    };
  };
  const service = (name: ServiceName) => {
    const hasDatabase = (databases as readonly string[]).includes(name);
    const environment = {
      ...(hasDatabase ? { DATABASE_URL: around.databaseUrl(name) } : undefined),
      ...own[name],
    };
    return [
      planOf(name, `services/${name}/main.js`, environment),
      planOf(`${name}-worker`, `services/${name}/worker.js`, environment),
    ];
  };
  return [
    ...serviceNames.flatMap(service),
    ...Object.entries(lambdas).map(([name, source]) =>
      planOf(name, "scripts/lambda-host/main.js", {
        LAMBDA_NAME: name,
        LAMBDA_HANDLER: join(around.build, `services/${name}/handler.js`),
        LAMBDA_CHECKPOINTS: join(around.dataDir, `${name}-checkpoints.json`),
        ...source,
      }),
    ),
    planOf("gateway", "scripts/gateway/main.js", {
      SERVICE_URLS: JSON.stringify(
        Object.fromEntries(serviceNames.map((name) => [name, `http://127.0.0.1:${ports[name]?.port}`])),
      ),
      PAYMENTS_URL: around.paymentsUrl,
      RUN_FILE: join(around.dataDir, "run.json"),
      TEST_PORT: String(around.testPort),
      CONTROL_TOKEN: around.controlToken,
    }),
  ];
}

const isService = (name: string) => (serviceNames as readonly string[]).includes(name);

/** Every process that needs ports, beside the databases and the cloud. */
export const processNames = [
  ...serviceNames.flatMap((name) => [name, `${name}-worker`]),
  ...Object.keys(lambdas),
  "gateway",
];
