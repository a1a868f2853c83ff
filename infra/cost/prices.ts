/** One price of AWS's list: before taxes, discounts, commitments and free allowances. */
interface Price {
  usd: number;
  /** For how much: `an hour`, `1 million`. */
  per: string;
  source: keyof typeof sources;
}

/** When, and for where, the prices below were right. They are to be looked up again before anybody counts on them. */
export const pricesOf = { region: "eu-west-1", asOf: "2025-06" } as const;

const page = (path: string) => `https://aws.amazon.com/${path}/`;

/** Where AWS says them. */
export const sources = {
  apiGateway: page("api-gateway/pricing"),
  backup: page("backup/pricing"),
  budgets: page("aws-cost-management/aws-budgets/pricing"),
  cloudFront: page("cloudfront/pricing"),
  cloudTrail: page("cloudtrail/pricing"),
  cloudWatch: page("cloudwatch/pricing"),
  config: page("config/pricing"),
  dynamoDb: page("dynamodb/pricing/on-demand"),
  ec2: page("ec2/pricing/on-demand"),
  ecr: page("ecr/pricing"),
  elastiCache: page("elasticache/pricing"),
  fargate: page("fargate/pricing"),
  firehose: page("firehose/pricing"),
  guardDuty: page("guardduty/pricing"),
  inspector: page("inspector/pricing"),
  kinesis: page("kinesis/data-streams/pricing"),
  kms: page("kms/pricing"),
  lambda: page("lambda/pricing"),
  loadBalancer: page("elasticloadbalancing/pricing"),
  rds: page("rds/postgresql/pricing"),
  route53: page("route53/pricing"),
  s3: page("s3/pricing"),
  secrets: page("secrets-manager/pricing"),
  securityHub: page("security-hub/pricing"),
  ses: page("ses/pricing"),
  sns: page("sns/pricing"),
  sqs: page("sqs/pricing"),
  systemsManager: page("systems-manager/pricing"),
  vpc: page("vpc/pricing"),
  privateLink: page("privatelink/pricing"),
  waf: page("waf/pricing"),
  xRay: page("xray/pricing"),
} as const;

/** Of eu-west-1, in US dollars. */
export const prices = {
  natGateway: { usd: 0.048, per: "an hour", source: "vpc" },
  natGigabyte: { usd: 0.048, per: "1 GB", source: "vpc" },
  publicAddress: { usd: 0.005, per: "an hour", source: "vpc" },
  interfaceEndpoint: { usd: 0.011, per: "an hour and zone", source: "privateLink" },
  endpointGigabyte: { usd: 0.01, per: "1 GB", source: "privateLink" },
  acrossZonesGigabyte: { usd: 0.02, per: "1 GB, out of one zone and into another", source: "ec2" },

  "db.t4g.small": { usd: 0.035, per: "an hour, one zone", source: "rds" },
  "db.t4g.medium": { usd: 0.07, per: "an hour, one zone", source: "rds" },
  "db.r7g.xlarge": { usd: 0.531, per: "an hour, one zone", source: "rds" },
  databaseGigabyte: { usd: 0.127, per: "1 GB of gp3 and month, one zone", source: "rds" },
  "cache.t4g.micro": { usd: 0.0136, per: "an hour", source: "elastiCache" },
  "cache.t4g.small": { usd: 0.028, per: "an hour", source: "elastiCache" },
  "cache.r7g.large": { usd: 0.1944, per: "an hour", source: "elastiCache" },
  tableWrites: { usd: 0.705, per: "1 million write units", source: "dynamoDb" },
  tableReads: { usd: 0.1415, per: "1 million read units", source: "dynamoDb" },
  tableGigabyte: { usd: 0.283, per: "1 GB and month", source: "dynamoDb" },
  tableRecoveryGigabyte: { usd: 0.2264, per: "1 GB and month", source: "dynamoDb" },
  bucketGigabyte: { usd: 0.023, per: "1 GB and month", source: "s3" },
  bucketWrites: { usd: 5, per: "1 million", source: "s3" },
  bucketReads: { usd: 0.4, per: "1 million", source: "s3" },
  imageGigabyte: { usd: 0.1, per: "1 GB and month", source: "ecr" },
  backupGigabyte: { usd: 0.1, per: "1 GB and month, RDS, DynamoDB and S3 taken together", source: "backup" },

  taskCpu: { usd: 0.03238, per: "a vCPU (ARM) and hour", source: "fargate" },
  taskMemory: { usd: 0.00356, per: "1 GB (ARM) and hour", source: "fargate" },
  spotTaskCpu: { usd: 0.00971, per: "a vCPU (ARM) and hour; it varies", source: "fargate" },
  spotTaskMemory: { usd: 0.00107, per: "1 GB (ARM) and hour; it varies", source: "fargate" },
  lambdaRequests: { usd: 0.2, per: "1 million", source: "lambda" },
  lambdaSeconds: { usd: 0.0000133334, per: "1 GB (ARM) and second", source: "lambda" },

  loadBalancer: { usd: 0.0252, per: "an hour", source: "loadBalancer" },
  loadBalancerUnits: { usd: 0.008, per: "a capacity unit and hour", source: "loadBalancer" },
  firewall: { usd: 5, per: "a month", source: "waf" },
  firewallRule: { usd: 1, per: "a month", source: "waf" },
  firewallRequests: { usd: 0.6, per: "1 million", source: "waf" },
  cloudFrontRequests: { usd: 1.2, per: "1 million by HTTPS", source: "cloudFront" },
  cloudFrontGigabyte: { usd: 0.085, per: "1 GB", source: "cloudFront" },
  cloudFrontFunctions: { usd: 0.1, per: "1 million", source: "cloudFront" },
  partnersRequests: { usd: 1.11, per: "1 million", source: "apiGateway" },
  zone: { usd: 0.5, per: "a month", source: "route53" },
  nameQueries: { usd: 0.4, per: "1 million", source: "route53" },

  queueRequests: { usd: 0.4, per: "1 million", source: "sqs" },
  topicPublishes: { usd: 0.5, per: "1 million", source: "sns" },
  flagRequests: { usd: 0.2, per: "1 million", source: "systemsManager" },
  streamShard: { usd: 0.017, per: "an hour", source: "kinesis" },
  streamShardKept: { usd: 0.022, per: "an hour, kept for longer than a day", source: "kinesis" },
  streamPuts: { usd: 0.0165, per: "1 million of 25 KB", source: "kinesis" },
  archiveGigabyte: { usd: 0.031, per: "1 GB", source: "firehose" },
  mails: { usd: 100, per: "1 million", source: "ses" },

  key: { usd: 1, per: "a month", source: "kms" },
  keyUses: { usd: 3, per: "1 million", source: "kms" },
  secret: { usd: 0.4, per: "a month", source: "secrets" },
  alarmMetric: { usd: 0.1, per: "a metric that an alarm looks at, and month", source: "cloudWatch" },
  compositeAlarm: { usd: 0.5, per: "a month", source: "cloudWatch" },
  metric: { usd: 0.3, per: "a month", source: "cloudWatch" },
  dashboard: { usd: 3, per: "a month, from the fourth of an account on", source: "cloudWatch" },
  taskMetric: { usd: 0.07, per: "a metric of Container Insights, and month", source: "cloudWatch" },
  canaryRun: { usd: 0.0012, per: "a run", source: "cloudWatch" },
  logGigabyte: { usd: 0.57, per: "1 GB taken in", source: "cloudWatch" },
  logGigabyteKept: { usd: 0.03, per: "1 GB and month", source: "cloudWatch" },
  traces: { usd: 5, per: "1 million", source: "xRay" },
  budget: { usd: 0.62, per: "a month", source: "budgets" },

  configItem: { usd: 0.003, per: "a change", source: "config" },
  configCheck: { usd: 0.001, per: "a check", source: "config" },
  hubChecks: { usd: 0.001, per: "a check", source: "securityHub" },
  threatEvents: { usd: 4.4, per: "1 million of CloudTrail's events", source: "guardDuty" },
  threatGigabyte: { usd: 1.1, per: "1 GB of flow logs and names asked for", source: "guardDuty" },
  threatCpu: { usd: 1.5, per: "a vCPU that is watched, and month", source: "guardDuty" },
  trailDataEvents: { usd: 1, per: "1 million", source: "cloudTrail" },
  imageScans: { usd: 0.09, per: "an image", source: "inspector" },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;

/** A price by a name that comes out of a stack: an instance's class. @throws Error that says where to put it */
export function priceNamed(name: string): PriceName {
  if (Object.hasOwn(prices, name)) return name as PriceName;
  throw new Error(`There is no price of ${name}: add it to infra/cost/prices.ts, with its source.`);
}
