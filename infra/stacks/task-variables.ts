import { metricsNamespace } from "../../packages/contracts/src/metrics";
import {
  type BucketName,
  type QueueName,
  type TableName,
  variableFor,
} from "../../packages/contracts/src/resources";
import type { ServiceName } from "../../packages/contracts/src/route-table";
import { masterName } from "../constructs/database";
import { ForwarderProof } from "../constructs/forwarder-proof";
import type { Environment } from "../environments";
import { internalUrlOf, jwksUrlOf, nameOf } from "../names";
import { ports } from "./conversations";
import type { Data } from "./data-stack";
import type { Flags } from "./flags-stack";
import type { Messaging } from "./messaging-stack";

/** What variables name. */
export interface EnvironmentParts {
  data: Pick<Data, "database" | "cache" | "tables" | "buckets" | "secrets">;
  messaging: Pick<Messaging, "queues" | "eventsTopicArn" | "inventoryStream" | "mail">;
  flags: Flags;
  environment: Environment;
}

export type Variables = Record<string, string>;
export type Words = ReturnType<typeof wordsOf>;

/** The load balancer. What CloudFront and API Gateway say of callers goes before, since its firewall lets nobody else say it. */
const trustedProxies = 1;

/** For each client's address. */
const rateLimits = "reading=1000/60s,writing=200/60s,credentials=20/60s";

/** Of requests that read, and went well, on routes that are asked often: so many have one line. */
const readsOneIn = 10;

const named = <Name extends string>(names: readonly Name[], variable: (name: Name) => [string, string]) =>
  Object.fromEntries(names.map(variable)) as Variables;

/** How a program is told of things, in the words of what it does: as `grantsOf` allows it the use of them. */
export function wordsOf({ data, messaging, flags, environment }: EnvironmentParts) {
  const { region, domain, mailDomain, traceRate } = environment;
  const program: Variables = { NODE_ENV: "production" };
  const process: Variables = {
    ...program,
    LOG_LEVEL: "info",
    METRICS_EMF: "true",
    METRICS_NAMESPACE: metricsNamespace(environment.name),
    TRACE_SAMPLE_RATE: String(traceRate),
  };
  const task: Variables = {
    ...process,
    LOG_READS_ONE_IN: String(readsOneIn),
    HOST: "0.0.0.0",
    INTERNAL_PORT: String(ports.internal),
    AWS_REGION: region,
    // The daemon stands beside it.
    AWS_XRAY_DAEMON_ADDRESS: "127.0.0.1:2000",
    TRACE_ORIGIN: "AWS::ECS::Container",
    JWKS_URL: jwksUrlOf(environment),
    FLAGS_APPCONFIG: [flags.applicationId, flags.environmentId, flags.profileId].join("/"),
    FAULTS_ALLOWED: String(environment.drills),
  };
  const addressOf = (host: string, service: ServiceName) =>
    `postgres://${service}@${host}:${ports.postgres}/${service}`;
  const signIn = (service: ServiceName): Variables => ({
    DATABASE_URL: addressOf(data.database.address, service),
    DATABASE_IAM: "true",
  });

  return {
    service: (name: ServiceName): Variables => ({
      ...task,
      PORT: String(ports.public),
      TRUSTED_PROXIES: String(trustedProxies),
      CALLER_HEADER: ForwarderProof.callerHeader,
      RATE_LIMITS: rateLimits,
      CACHE_URL: `rediss://${nameOf(environment, name)}@${data.cache.address}:${ports.valkey}`,
      CACHE_IAM_NAME: nameOf(environment, "cache"),
    }),
    /** It answers nobody but who asks for its health, and so counts no requests. */
    worker: (): Variables => task,
    /** Listens nowhere, and is told of its region and of X-Ray by AWS. */
    lambda: (): Variables => process,
    oneOff: (): Variables => ({ ...program, AWS_REGION: region }),

    database: (service: ServiceName): Variables => ({
      ...signIn(service),
      DATABASE_POOL_SIZE: String(environment.database.poolSize),
    }),
    signIn,
    replica: (service: ServiceName): Variables => {
      const { replicaAddress } = data.database;
      return replicaAddress ? { DATABASE_REPLICA_URL: addressOf(replicaAddress, service) } : {};
    },
    /** For the task that makes the database and the role: it has both the password and tokens to sign in by. */
    master: (service: ServiceName): Variables => ({ ...signIn(service), DATABASE_MASTER_USER: masterName }),

    asks: (...services: ServiceName[]): Variables =>
      named(services, (name) => [`${name.toUpperCase()}_URL`, internalUrlOf(environment, name)]),
    tables: (...names: TableName[]): Variables =>
      named(names, (name) => [variableFor("table", name), data.tables[name].name]),
    queues: (...names: QueueName[]): Variables =>
      named(names, (name) => [variableFor("queue", name), messaging.queues[name].url]),
    buckets: (...names: BucketName[]): Variables =>
      named(names, (name) => [variableFor("bucket", name), data.buckets[name].name]),
    events: (): Variables => ({ EVENTS_TOPIC_ARN: messaging.eventsTopicArn }),
    stream: (): Variables => ({ INVENTORY_STREAM: messaging.inventoryStream.name }),
    mails: (): Variables => ({
      PUBLIC_URL: `https://${domain}`,
      MAIL_FROM: `ShopEasy <orders@${mailDomain}>`,
      MAIL_CONFIGURATION_SET: messaging.mail.configurationSet,
      STAFF_MAIL: environment.staffMail.join(","),
      RETURNS_ADDRESS: environment.returnsAddress,
    }),
  };
}
