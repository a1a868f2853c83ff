import type { QueueName } from "../packages/contracts/src/resources";
import type { ServiceName } from "../packages/contracts/src/route-table";

export const environmentNames = ["dev", "staging", "prod"] as const;
export type EnvironmentName = (typeof environmentNames)[number];

/** What sends traces on, beside each task. Mirrored into the registry, whose tags never move. */
export const xrayDaemon = { source: "public.ecr.aws/xray/aws-xray-daemon", tag: "3.7.0" } as const;

/** A time of more customers than tasks can follow by themselves; every year, and in UTC. */
interface Sale {
  name: string;
  /** Minute, hour, day, month: `0 18 20 11` is the 20th of November at six in the evening. */
  starts: string;
  ends: string;
  /** So many times as many tasks as usual stand ready before anybody comes; never more than there may be. */
  times: number;
}

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
  /** Whose registry, in this region, holds the agent that GuardDuty puts beside a task: AWS's guide lists them. */
  guardDutyAccount: string;
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
  /** Route 53's zone in which that address is, and whatever ends in it. */
  zoneId: string;
  /** From how much of the world CloudFront answers nearby: what is further away costs more. */
  priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** Whom mails come from is an address of this domain. */
  mailDomain: string;
  /** Whom mails tell of low stock, flagged reviews and disabled webhooks. */
  staffMail: readonly string[];
  /** Where customers send returns to, line by line. */
  returnsAddress: string;
  /** Who is woken by an alarm. */
  onCall: readonly string[];
  /** Who is told by mail of what can wait until the morning. */
  tickets: readonly string[];
  /** ARNs of the merchant's own systems that take from a queue. */
  queueReaders: Partial<Record<QueueName, readonly string[]>>;
  /** Whether what holds data refuses to be deleted; `why` it may be, where it does not. */
  protection: { isProtected: true } | { isProtected: false; why: string };
  logRetentionDays: 30 | 90;
  /** For so many days nobody can take away what CloudTrail noted. */
  auditDays: number;
  backups: {
    /** No longer than 35: so long, and no longer, may erased people's data lie somewhere. */
    keptDays: number;
    /** Who can delete them before: whoever may, only he who may open the lock, or nobody, whoever he is. */
    lock: "none" | "governance" | "compliance";
  };
  flowLogs: "ALL" | "REJECT";
  database: {
    instanceClass: string;
    storageGb: number;
    mostStorageGb: number;
    multiAz: boolean;
    replicas: 0 | 1;
    /** Connections that each task keeps, at most. */
    poolSize: number;
    /** To any second of so many days it can be set back. */
    backupDays: number;
  };
  cache: { nodeType: string; nodes: 1 | 2 | 3 };
  /** Each takes 1,000 records or 1 MB a second. */
  streamShards: number;
  streamRetentionHours: number;
  services: Record<ServiceName, TaskSize>;
  workers: Record<ServiceName, TaskSize>;
  /** Whether workers run on what AWS has to spare: at a third of the price, and ended at two minutes' notice. */
  spotWorkers: boolean;
  sales: readonly Sale[];
  /** How a release of a service takes over from the one before, which then stays for a while to go back to. */
  release: { shift: "canary" | "all-at-once"; keepsOldMinutes: number };
  /** The share of requests that is traced. */
  traceRate: number;
  /** Whether the flag `faults` is heeded: never in production. */
  drills: boolean;
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
    guardDutyAccount: "694911143906",
    recoveryRegion: "eu-central-1",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    cidr: "10.10.0.0/16",
    natGateways: 1,
    endpointZones: 1,
    domain: "dev.shopeasy.example",
    zoneId: "Z0000000000000000DEV",
    priceClass: "PriceClass_100",
    mailDomain: "mail.dev.shopeasy.example",
    staffMail: ["staff-dev@shopeasy.example"],
    returnsAddress: "ShopEasy, Returns\n1 Warehouse Road\nSpringfield, IL 62701\nUnited States",
    onCall: ["shop-dev@shopeasy.example"],
    tickets: ["shop-dev@shopeasy.example"],
    queueReaders: {},
    protection: { isProtected: false, why: "dev holds no customers' data, and is torn down and made anew" },
    logRetentionDays: 30,
    auditDays: 1,
    backups: { keptDays: 7, lock: "none" },
    flowLogs: "REJECT",
    database: {
      instanceClass: "db.t4g.small",
      storageGb: 20,
      mostStorageGb: 100,
      multiAz: false,
      replicas: 0,
      poolSize: 4,
      backupDays: 1,
    },
    cache: { nodeType: "cache.t4g.micro", nodes: 1 },
    streamShards: 1,
    streamRetentionHours: 24,
    services: forEach({ cpu: 256, memory: 512, least: 1, most: 2 }),
    workers: forEach({ cpu: 256, memory: 512, least: 1, most: 2 }),
    spotWorkers: true,
    sales: [],
    release: { shift: "all-at-once", keepsOldMinutes: 5 },
    traceRate: 1,
    drills: true,
    monthlyBudgetUsd: 500,
  },
  staging: {
    name: "staging",
    account: "222222222222",
    region: "eu-west-1",
    guardDutyAccount: "694911143906",
    recoveryRegion: "eu-central-1",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    cidr: "10.20.0.0/16",
    natGateways: 1,
    endpointZones: 3,
    domain: "staging.shopeasy.example",
    zoneId: "Z00000000000000STAGE",
    priceClass: "PriceClass_100",
    mailDomain: "mail.staging.shopeasy.example",
    staffMail: ["staff-staging@shopeasy.example"],
    returnsAddress: "ShopEasy, Returns\n1 Warehouse Road\nSpringfield, IL 62701\nUnited States",
    onCall: ["shop-staging@shopeasy.example"],
    tickets: ["shop-staging@shopeasy.example"],
    queueReaders: {},
    protection: { isProtected: true },
    logRetentionDays: 30,
    auditDays: 30,
    backups: { keptDays: 14, lock: "governance" },
    flowLogs: "ALL",
    database: {
      instanceClass: "db.t4g.medium",
      storageGb: 50,
      mostStorageGb: 200,
      multiAz: true,
      replicas: 1,
      poolSize: 5,
      backupDays: 7,
    },
    cache: { nodeType: "cache.t4g.small", nodes: 2 },
    streamShards: 1,
    streamRetentionHours: 72,
    services: forEach({ cpu: 512, memory: 1024, least: 2, most: 6 }),
    workers: forEach({ cpu: 256, memory: 1024, least: 1, most: 4 }),
    spotWorkers: false,
    sales: [],
    release: { shift: "canary", keepsOldMinutes: 15 },
    traceRate: 1,
    drills: true,
    monthlyBudgetUsd: 1_500,
  },
  prod: {
    name: "prod",
    account: "333333333333",
    region: "eu-west-1",
    guardDutyAccount: "694911143906",
    recoveryRegion: "eu-central-1",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    cidr: "10.30.0.0/16",
    natGateways: 3,
    endpointZones: 3,
    domain: "shopeasy.example",
    zoneId: "Z000000000000000PROD",
    priceClass: "PriceClass_200",
    mailDomain: "mail.shopeasy.example",
    staffMail: ["staff@shopeasy.example"],
    returnsAddress: "ShopEasy, Returns\n1 Warehouse Road\nSpringfield, IL 62701\nUnited States",
    onCall: ["on-call@shopeasy.example"],
    tickets: ["shop@shopeasy.example"],
    queueReaders: {},
    protection: { isProtected: true },
    logRetentionDays: 30,
    auditDays: 365,
    backups: { keptDays: 35, lock: "compliance" },
    flowLogs: "ALL",
    database: {
      instanceClass: "db.r7g.xlarge",
      storageGb: 400,
      mostStorageGb: 2_000,
      multiAz: true,
      replicas: 1,
      poolSize: 10,
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
    spotWorkers: false,
    sales: [{ name: "black-week", starts: "0 18 20 11", ends: "0 6 3 12", times: 3 }],
    release: { shift: "canary", keepsOldMinutes: 60 },
    traceRate: 0.05,
    drills: false,
    monthlyBudgetUsd: 8_000,
  },
} as const satisfies { [Name in EnvironmentName]: Environment & { name: Name } };
