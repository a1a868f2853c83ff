import { Construct } from "constructs";
import {
  type BucketDeclaration,
  type BucketName,
  buckets,
  type TableDeclaration,
  type TableName,
  tables,
} from "../../packages/contracts/src/resources";
import { Bucket, type BucketProps } from "../constructs/bucket";
import { Cache } from "../constructs/cache";
import { Database } from "../constructs/database";
import { onlyForAccount, type Statement } from "../constructs/permissions";
import { isProtected } from "../constructs/protection";
import { Table } from "../constructs/table";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import type { Foundation, KeyArns } from "./foundation-stack";
import type { Network } from "./network-stack";
import { makeSecrets, type SecretName } from "./secrets";

/** What the other stacks are told of where things are kept. */
export interface Data {
  database: Pick<
    Database,
    "address" | "replicaAddress" | "resourceId" | "replicaResourceId" | "masterSecretArn"
  >;
  cache: Pick<Cache, "address" | "arn" | "userArns">;
  tables: Readonly<Record<TableName, { name: string; arn: string }>>;
  buckets: Readonly<
    Record<BucketName | "storefront" | "releases" | "access-logs", { name: string; arn: string }>
  >;
  /** ARNs of what programs must know and nobody else may. */
  secrets: Readonly<Record<SecretName, string>>;
}

/** What the event archive and the rest differ in. */
const ofBucket: Partial<Record<BucketName, Pick<BucketProps, "archivedAfterDays">>> = {
  "event-archive": { archivedAfterDays: 30 },
};

/** All that must not be lost: PostgreSQL, the tables, the buckets; and Valkey, which may. */
export class DataStack extends EnvironmentStack implements Data {
  readonly database: Database;
  readonly cache: Cache;
  readonly tables: Data["tables"];
  readonly buckets: Data["buckets"];
  readonly secrets: Data["secrets"];

  constructor(
    scope: Construct,
    environment: Environment,
    { foundation, network }: { foundation: Foundation; network: Network },
  ) {
    super(scope, "data", environment, foundation.onCallTopic);
    const { keys } = foundation;
    const { securityGroups } = network;
    const placed = { subnetIds: network.subnets.isolated, keyArn: keys.personal };
    this.database = new Database(this, "postgres", {
      ...placed,
      securityGroupId: securityGroups.postgres,
      logKeyArn: keys.operations,
    });
    this.cache = new Cache(this, "valkey", { ...placed, securityGroupId: securityGroups.valkey });
    const tableOf = ([name, declaration]: [string, TableDeclaration]) => [
      name,
      new Table(this, `table-${name}`, { name, declaration, keyArn: keys.personal }),
    ];
    this.tables = Object.fromEntries(Object.entries(tables).map(tableOf)) as Record<TableName, Table>;
    this.buckets = this.#buckets(keys);
    this.secrets = makeSecrets(new Construct(this, "secrets"), keys.personal);
  }

  #buckets(keys: KeyArns): Data["buckets"] {
    const logsTo = this.#accessLogs();
    const bucket = (name: string, declaration: BucketDeclaration) =>
      new Bucket(this, `bucket-${name}`, {
        ...{ name, declaration, logsTo },
        ...ofBucket[name as BucketName],
        encryption: { keyArn: name === "event-archive" ? keys.events : keys.catalogue },
        ...(declaration.isServed && { grants: (arn) => [this.#readByCloudFront(arn)] }),
      });
    const declared = Object.entries<BucketDeclaration>(buckets).map(([name, declaration]) => [
      name,
      bucket(name, declaration),
    ]);
    return {
      ...(Object.fromEntries(declared) as Record<BucketName, Bucket>),
      storefront: bucket("storefront", { isServed: true }),
      releases: this.#releases(keys, logsTo),
      "access-logs": logsTo,
    };
  }

  /** Records of releases, and what they release of lambdas. Who releases writes it, and none of the shop's programs. */
  #releases({ operations }: KeyArns, logsTo: Bucket): Bucket {
    return new Bucket(this, "bucket-releases", {
      ...{ name: "releases", declaration: {}, encryption: { keyArn: operations }, logsTo },
      grants: (arn) =>
        isProtected(this)
          ? [
              {
                effect: "Deny",
                actions: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
                resources: [`${arn}/records/*`, `${arn}/bundles/*`],
                principals: "anybody",
              },
            ]
          : [],
    });
  }

  /** Who asked the load balancer, CloudFront and the buckets for what. */
  #accessLogs(): Bucket {
    const { account } = this.environment;
    const written = (service: string, resource: string, conditions = onlyForAccount(account)): Statement => ({
      ...{
        actions: ["s3:PutObject"],
        resources: [resource],
        principals: { services: [service] },
        conditions,
      },
    });
    return new Bucket(this, "bucket-access-logs", {
      name: "access-logs",
      declaration: { expiresAfterDays: this.environment.logRetentionDays },
      encryption: { reason: "The load balancer and S3 write their logs by S3's own key, and by no other." },
      grants: (arn) => [
        written("logging.s3.amazonaws.com", `${arn}/s3/*`),
        // It shows for whom it writes by the path alone: asked for `aws:SourceAccount`, it is refused, and so is the balancer.
        written(
          "logdelivery.elasticloadbalancing.amazonaws.com",
          `${arn}/load-balancer/AWSLogs/${account}/*`,
          [],
        ),
        written("delivery.logs.amazonaws.com", `${arn}/cloudfront/*`),
      ],
    });
  }

  #readByCloudFront(arn: string): Statement {
    const distributions = `arn:aws:cloudfront::${this.environment.account}:distribution/*`;
    return {
      actions: ["s3:GetObject"],
      resources: [`${arn}/*`],
      principals: { services: ["cloudfront.amazonaws.com"] },
      conditions: [["ArnLike", "aws:SourceArn", distributions]],
    };
  }
}
