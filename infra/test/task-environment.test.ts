import { join } from "node:path";
import { type EnvironmentName, environmentNames, environments } from "../environments";
import type { Resource } from "../policies/resources";
import { programs } from "../stacks/program-permissions";
import { resources } from "./synthesized";

type Read = () => unknown;

/** By what its config.ts reads each program's environment, where it is not by `readConfig`. */
const readers: Record<string, string> = {
  "catalog-worker": "readWorkerConfig",
  "users-migration": "readMigrationConfig",
  "catalog-migration": "readStoreConfig",
  "orders-migration": "readMigrationConfig",
  "users-database": "readMasterConfig",
  "catalog-database": "readMasterConfig",
  "orders-database": "readMasterConfig",
  "feedback-recount": "readRecountConfig",
};

/** What Node and libraries read themselves. */
const notOurs = ["NODE_ENV"];

/** What is left to its default on AWS, and why. Everything else that a config.ts reads is set. */
const leftOut: Record<string, string> = {
  ...Object.fromEntries(
    ["DYNAMODB", "SQS", "SNS", "S3", "KINESIS", "SESV2", "APPCONFIGDATA"].map((service) => [
      `AWS_ENDPOINT_URL_${service}`,
      "AWS itself",
    ]),
  ),
  SERVICE_VERSION: "the image says it",
  FLAGS_FILE: "they are in AppConfig",
  UPLOADS_ENDPOINT_URL: "staff reach S3 where the service does",
  STRIPE_API_BASE: "Stripe itself",
  WEBHOOKS_ALLOW_PRIVATE: "for development only",
  ...Object.fromEntries(
    [
      ...["ANSWER_CACHE_MB", "AVAILABILITY_LISTENERS", "AVAILABILITY_LISTENERS_PER_ADDRESS"],
      ...["CHECKOUTS_AT_ONCE", "CHECKOUTS_WAITING", "ERASURE_WAITS_DAYS", "METRICS"],
      ...["PASSWORD_HASHES_AT_ONCE", "PASSWORD_HASHES_WAITING"],
      ...["SIGNING_KEY_ROTATION_DAYS", "SIGNING_KEY_PUBLISHED_HOURS"],
    ].map((name) => [name, "the default is meant for production"]),
  ),
};
/** What only some programs need, though their config.ts is another's too. */
const leftOutBy: Record<string, Record<string, string>> = {
  worker: {
    PORT: "it listens on its internal port only",
    TRUSTED_PROXIES: "no customer reaches it",
    CALLER_HEADER: "no customer reaches it",
    RATE_LIMITS: "no customer reaches it",
    CACHE_URL: "it has no requests to count",
    CACHE_IAM_NAME: "it has no requests to count",
  },
  migration: { DATABASE_POOL_SIZE: "it needs one connection" },
  lambda: {
    FLAGS_APPCONFIG: "it heeds no flags",
    FAULTS_ALLOWED: "it heeds no flags",
    AWS_REGION: "Lambda says it",
    AWS_XRAY_DAEMON_ADDRESS: "Lambda says it",
    CACHE_URL: "it has no requests to count",
    CACHE_IAM_NAME: "it has no requests to count",
  },
};

/** What secrets hold: of the shape that their readers ask for. */
const secretValues: Record<string, string> = {
  STRIPE_SECRET_KEY: "sk_live_made_up",
  STRIPE_WEBHOOK_SECRET: "whsec_made_up",
};
const secretValue = (variable: string) => secretValues[variable] ?? "made-up-and-of-more-than-32-characters";

/** Something in place of what AWS gives out. */
const known = (variable: string, value: string) => {
  const isAddress = /^\$\{[^}]*\}$/.test(value) && variable.endsWith("_URL");
  return isAddress ? "https://made-up.example" : value.replace(/\$\{[^}]*\}/g, "made-up.example");
};

type Told = Record<string, string>;

function toldToTask({ config }: Resource): Told {
  const [container] = JSON.parse(String(config.container_definitions)) as {
    environment: { name: string; value: string }[];
    secrets: { name: string }[];
  }[];
  return Object.fromEntries([
    ...container!.environment.map(({ name, value }) => [name, known(name, value)]),
    ...container!.secrets.map(({ name }) => [name, secretValue(name)]),
  ]);
}

function toldToLambda({ config }: Resource): Told {
  const { variables } = Object(config.environment) as { variables: Told };
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      const secret = /^(.*)_SECRET_ARN$/.exec(name)?.[1];
      return secret ? [secret, secretValue(secret)] : [name, known(name, value)];
    }),
  );
}

/** What each program of an environment is told, by its name. */
function toldIn(environment: EnvironmentName): Map<string, Told> {
  const bare = (full: unknown) => String(full).replace(`shopeasy-${environment}-`, "");
  const tasks = resources(environment, "services", "aws_ecs_task_definition");
  const lambdas = resources(environment, "lambdas", "aws_lambda_function");
  return new Map([
    ...tasks.map((task): [string, Told] => [bare(task.config.family), toldToTask(task)]),
    ...lambdas.map((lambda): [string, Told] => [bare(lambda.config.function_name), toldToLambda(lambda)]),
  ]);
}

const serviceOf = (program: string) => program.replace(/-(worker|migration|database|recount)$/, "");
const kindOf = (program: string) =>
  /-(worker|migration)$/.exec(program)?.[1] ?? (/^(notif|inven)/.test(program) ? "lambda" : "service");

async function read(program: string, told: Told): Promise<Record<string, unknown>> {
  const before = process.env;
  try {
    const config = await import(join(__dirname, "../../services", serviceOf(program), "src/config"));
    const readIt = config[readers[program] ?? "readConfig"] as Read;
    process.env = { ...told };
    return (await readIt()) as Record<string, unknown>;
  } finally {
    process.env = before;
  }
}

describe.each(environmentNames)("in %s", (environment) => {
  test("every program is told something", () => {
    const told = toldIn(environment);

    expect(programs.filter((program) => !told.has(program))).toEqual([]);
  });

  test.each(programs)("%s starts with what it is told, and knows all of it", async (program) => {
    const told = toldIn(environment).get(program) ?? {};

    const config = await read(program, told).catch((error: Error) => {
      throw new Error(`Tell ${program} in infra/stacks/task-environment.ts what it needs. ${error.message}`);
    });

    const unknown = Object.keys(told).filter((name) => !(name in config) && !notOurs.includes(name));
    const forgotten = Object.keys(config).filter(
      (name) => !(name in told) && !leftOut[name] && !leftOutBy[kindOf(program)]?.[name],
    );
    expect([
      ...unknown.map(
        (name) => `${program} does not read ${name}: take it out of infra/stacks/task-environment.ts`,
      ),
      ...forgotten
        .filter((name) => name !== "DATABASE_REPLICA_URL" || environments[environment].database.replicas > 0)
        .map(
          (name) =>
            `${name} of ${program} is left to its default, which is for local use: set it in infra/stacks/task-environment.ts, or say here why not`,
        ),
    ]).toEqual([]);
  });
});

test("faults for drills are allowed everywhere but in production", () => {
  const allowed = (environment: EnvironmentName) =>
    new Set([...toldIn(environment).values()].map(({ FAULTS_ALLOWED }) => FAULTS_ALLOWED ?? "none"));

  expect(allowed("prod")).toEqual(new Set(["false", "none"]));
  expect(allowed("staging")).toEqual(new Set(["true", "none"]));
});

test("limits on AWS are those of production, and no URL is of this machine", () => {
  for (const told of toldIn("prod").values()) {
    expect(JSON.stringify(told)).not.toMatch(/localhost|127\.0\.0\.1:(?!2000)/);
    if (told.RATE_LIMITS)
      expect(told.RATE_LIMITS).toBe("reading=1000/60s,writing=200/60s,credentials=20/60s");
  }
});

test("services sign in to PostgreSQL and Valkey as themselves, without a password", () => {
  const told = toldIn("prod");

  expect(told.get("orders")).toMatchObject({
    DATABASE_URL: "postgres://orders@made-up.example:5432/orders",
    DATABASE_IAM: "true",
    CACHE_URL: "rediss://shopeasy-prod-orders@made-up.example:6379",
    CACHE_IAM_NAME: "shopeasy-prod-cache",
  });
});
