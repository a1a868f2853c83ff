import { z } from "zod";
import { rateLimits } from "./rate-limits";

/** Everything that is wrong with the environment, one line for each variable. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not valid:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "ConfigurationError";
  }
}

const port = z.coerce.number().int().min(0).max(65_535);

/** A whole number written in a variable. */
export const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** `true` or `false` written in a variable. */
export const flag = z.enum(["true", "false"]).transform((text) => text === "true");

const appConfigProfile = z
  .string()
  .regex(/^[^/\s]+(\/[^/\s]+){2}$/, "must be application/environment/profile")
  .transform((text) => {
    const [application = "", environment = "", profile = ""] = text.split("/");
    return { application, environment, profile };
  });

/**
 * What every process of ours reads: spread it into a service's own schema,
 * `z.object({ ...serviceEnvironment, DATABASE_URL: z.url() })`. Port 0 takes a free one.
 */
export const serviceEnvironment = {
  /** The address to listen on; 0.0.0.0 in a container. */
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(0),
  INTERNAL_PORT: port.default(0),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** Of the requests that only read, and went well, on a route that is asked often: every so many-th has its line. */
  LOG_READS_ONE_IN: wholeNumber(1, 10_000).default(1),
  /** Whether requests are counted. */
  METRICS: flag.default(true),
  /** Whether metrics are written to the log for CloudWatch, each minute, in its embedded metric format. */
  METRICS_EMF: flag.default(false),
  /** Where CloudWatch keeps them. */
  METRICS_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9._/#:-]{1,255}$/, "must be a namespace of CloudWatch")
    .default("Local"),
  SERVICE_VERSION: z.string().default("local"),
  /** How many proxies stand before us and may be believed about `X-Forwarded-For`. */
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  /** A header in which something further out tells whom it calls for. Only where nobody else's can get here. */
  CALLER_HEADER: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, "must be a header's name in small letters")
    .optional(),
  AWS_REGION: z.string().default("us-east-1"),
  AWS_ENDPOINT_URL_DYNAMODB: z.url().optional(),
  AWS_ENDPOINT_URL_SQS: z.url().optional(),
  AWS_ENDPOINT_URL_SNS: z.url().optional(),
  AWS_ENDPOINT_URL_S3: z.url().optional(),
  AWS_ENDPOINT_URL_KINESIS: z.url().optional(),
  AWS_ENDPOINT_URL_SESV2: z.url().optional(),
  AWS_ENDPOINT_URL_APPCONFIGDATA: z.url().optional(),
  /** Without it, nothing is traced. */
  AWS_XRAY_DAEMON_ADDRESS: z.string().optional(),
  /** While X-Ray's daemon gives no sampling rules; 0: none is asked for, and only what fails is traced. */
  TRACE_SAMPLE_RATE: z.coerce.number().min(0).max(1).default(1),
  /** What the program runs on, as X-Ray's rules and map call it: `AWS::ECS::Container`. */
  TRACE_ORIGIN: z.string().optional(),
  /** Where the public keys of the access tokens are. */
  JWKS_URL: z.url(),
  /** Signs the tokens of service to service calls; two, separated by a comma, while one follows the other. */
  SERVICE_TOKEN_SECRET: z
    .string()
    .transform((text) => text.split(",").map((secret) => secret.trim()))
    .pipe(z.array(z.string().min(32, "must be at least 32 characters")).min(1).max(2)),
  /** A Valkey or Redis server (`redis://` or `rediss://`), where the tasks of a service share what they count and keep. */
  CACHE_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** The id of an ElastiCache replication group: its user, named by CACHE_URL, signs in with IAM tokens. */
  CACHE_IAM_NAME: z.string().optional(),
  /** `reading=1000/60s,writing=200/60s,credentials=20/60s`, for each client address. */
  RATE_LIMITS: rateLimits,
  /** A file of flags in flagd's format, followed as it changes. */
  FLAGS_FILE: z.string().optional(),
  /** In its place, on AWS: `application/environment/profile` of AppConfig. */
  FLAGS_APPCONFIG: appConfigProfile.optional(),
  /** Whether the flag `faults` is heeded: for drills, never in production. */
  FAULTS_ALLOWED: flag.default(false),
} as const;

/** What a program reads that has a PostgreSQL database: spread it like the above. */
export const databaseEnvironment = {
  DATABASE_URL: z.url(),
  /** Sign in to it with IAM tokens, by TLS: RDS. The URL then has a user, and no password. */
  DATABASE_IAM: flag.default(false),
  AWS_REGION: serviceEnvironment.AWS_REGION,
} as const;

/** What the program reads that makes the database and its role. */
export const masterEnvironment = {
  ...databaseEnvironment,
  /** Who may do that, and does nothing else. */
  DATABASE_MASTER_USER: z.string().min(1),
  DATABASE_MASTER_PASSWORD: z.string().min(1),
} as const;

export type MasterConfig = z.infer<z.ZodObject<typeof masterEnvironment>>;

/** What `databaseEnvironment` gives, once read. */
export type DatabaseConfig = z.infer<z.ZodObject<typeof databaseEnvironment>>;

/** What `serviceEnvironment` gives, once read. */
export type ServiceConfig = z.infer<z.ZodObject<typeof serviceEnvironment>>;

/**
 * Reads the environment by a schema. An empty variable counts as a missing one.
 * @throws ConfigurationError naming every fault at once, and no value.
 */
export function readEnvironment<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, environment[name] || undefined]),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;

  const faults = new Map<string, string>();
  for (const issue of result.error.issues) {
    const name = String(issue.path[0] ?? "environment");
    const wanted = given[name] === undefined ? "is missing" : issue.message;
    if (!faults.has(name)) faults.set(name, `${name}: ${wanted}`);
  }
  throw new ConfigurationError([...faults.values()]);
}
