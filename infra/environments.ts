import type { QueueName } from "../packages/contracts/src/resources";
import type { ServiceName } from "../packages/contracts/src/route-table";

export const environmentNames = ["dev", "staging", "prod"] as const;
export type EnvironmentName = (typeof environmentNames)[number];

/** One Fargate task: CPU units (1024 are a core), MiB, and how many there are at least and at most. */
interface TaskSize {
  cpu: number;
  memory: number;
  least: number;
  most: number;
}

export interface Environment {
  name: EnvironmentName;
  /** The AWS account, which holds no other environment. The ones below are examples: put yours in their place. */
  account: string;
  region: string;
  /** Where backups are copied to. */
  recoveryRegion: string;
  zones: readonly [string, string, string];
  /** A /16. Those of two environments do not overlap, so that they can be peered. */
  cidr: string;
  /** One is cheaper; one for each zone outlives the loss of a zone. */
  natGateways: 1 | 3;
  /** In how many zones the interface endpoints stand; the others reach them across zones. */
  endpointZones: 1 | 3;
  /** The shop's own address. */
  domain: string;
  /** Whom mails come from is an address of this domain. */
  mailDomain: string;
  /** Who is woken by an alarm. */
  onCall: readonly string[];
  /** ARNs of the merchant's own systems that take from a queue. */
  queueReaders: Partial<Record<QueueName, readonly string[]>>;
  /** Whether what holds data refuses to be deleted; `why` it may be, where it does not. */
  protection: { isProtected: true } | { isProtected: false; why: string };
  logRetentionDays: 30 | 90;
  flowLogs: "ALL" | "REJECT";
  database: {
    instanceClass: string;
    storageGb: number;
    mostStorageGb: number;
    multiAz: boolean;
    replicas: 0 | 1;
    /** To any second of so many days it can be set back. */
    backupDays: number;
  };
  cache: { nodeType: string; nodes: 1 | 2 | 3 };
  /** Each takes 1,000 records or 1 MB a second. */
  streamShards: number;
  streamRetentionHours: number;
  services: Record<ServiceName, TaskSize>;
  workers: Record<ServiceName, TaskSize>;
  monthlyBudgetUsd: number;
}

const forEach = <Size>(size: Size) => ({
  users: size,
  catalog: size,
  cart: size,
  orders: size,
  feedback: size,
});

export const environments = {
  dev: {
    name: "dev",
    account: "111111111111",
    region: "eu-west-1",
    recoveryRegion: "eu-central-1",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    cidr: "10.10.0.0/16",
    natGateways: 1,
    endpointZones: 1,
    domain: "dev.shopeasy.example",
    mailDomain: "mail.dev.shopeasy.example",
    onCall: ["shop-dev@shopeasy.example"],
    queueReaders: {},
    protection: { isProtected: false, why: "dev holds no customers' data, and is torn down and made anew" },
    logRetentionDays: 30,
    flowLogs: "REJECT",
    database: {
      instanceClass: "db.t4g.small",
      storageGb: 20,
      mostStorageGb: 100,
      multiAz: false,
      replicas: 0,
      backupDays: 1,
    },
    cache: { nodeType: "cache.t4g.micro", nodes: 1 },
    streamShards: 1,
    streamRetentionHours: 24,
    services: forEach({ cpu: 256, memory: 512, least: 1, most: 2 }),
    workers: forEach({ cpu: 256, memory: 512, least: 1, most: 2 }),
    monthlyBudgetUsd: 500,
  },
  staging: {
    name: "staging",
    account: "222222222222",
    region: "eu-west-1",
    recoveryRegion: "eu-central-1",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    cidr: "10.20.0.0/16",
    natGateways: 1,
    endpointZones: 3,
    domain: "staging.shopeasy.example",
    mailDomain: "mail.staging.shopeasy.example",
    onCall: ["shop-staging@shopeasy.example"],
    queueReaders: {},
    protection: { isProtected: true },
    logRetentionDays: 30,
    flowLogs: "ALL",
    database: {
      instanceClass: "db.t4g.medium",
      storageGb: 50,
      mostStorageGb: 200,
      multiAz: true,
      replicas: 1,
      backupDays: 7,
    },
    cache: { nodeType: "cache.t4g.small", nodes: 2 },
    streamShards: 1,
    streamRetentionHours: 72,
    services: forEach({ cpu: 512, memory: 1024, least: 2, most: 6 }),
    workers: forEach({ cpu: 256, memory: 1024, least: 1, most: 4 }),
    monthlyBudgetUsd: 1_500,
  },
  prod: {
    name: "prod",
    account: "333333333333",
    region: "eu-west-1",
    recoveryRegion: "eu-central-1",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    cidr: "10.30.0.0/16",
    natGateways: 3,
    endpointZones: 3,
    domain: "shopeasy.example",
    mailDomain: "mail.shopeasy.example",
    onCall: ["on-call@shopeasy.example"],
    queueReaders: {},
    protection: { isProtected: true },
    logRetentionDays: 30,
    flowLogs: "ALL",
    database: {
      instanceClass: "db.r7g.xlarge",
      storageGb: 400,
      mostStorageGb: 2_000,
      multiAz: true,
      replicas: 1,
      backupDays: 35,
    },
    cache: { nodeType: "cache.r7g.large", nodes: 3 },
    streamShards: 4,
    streamRetentionHours: 72,
    services: {
      ...forEach({ cpu: 1024, memory: 2048, least: 3, most: 20 }),
      catalog: { cpu: 2048, memory: 4096, least: 3, most: 40 },
    },
    workers: forEach({ cpu: 512, memory: 1024, least: 2, most: 10 }),
    monthlyBudgetUsd: 8_000,
  },
} as const satisfies { [Name in EnvironmentName]: Environment & { name: Name } };
