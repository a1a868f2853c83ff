import type { JsonWebKey } from "node:crypto";

/** What runs once for all tests of a run, started by jest's global setup. */
export interface TestGround {
  /** Where the parts of the embedded cloud listen; `xray` is host and port, `mail` the inbox. */
  endpoints: Record<"dynamodb" | "sqs" | "sns" | "s3" | "kinesis" | "sesv2" | "xray" | "mail", string>;
  /** The environment in which a service finds the cloud and the resources of the shop's own names. */
  environment: Record<string, string>;
  /** A superuser's connection string. */
  postgresUrl: string;
  /** The private key of the access tokens, as a JWK with its `kid`. */
  signingKey: JsonWebKey & { kid: string };
  jwksUrl: string;
  /** The embedded cloud as a program, for tests that kill it. */
  cloudProgram: string;
  /** A primary and a replica as a program, for the tests that need them. */
  replicatedPostgresProgram: string;
  /** A PostgreSQL that lets in as RDS does. */
  securePostgresProgram: string;
  /** A folder for what several test files share; it goes with the run. */
  sharedFolder: string;
}

const variable = "SHOPEASY_TEST_GROUND";

let known: TestGround | undefined;

/** The test ground of this run. */
export function testGround(): TestGround {
  const given = process.env[variable];
  if (!given)
    throw new Error("There is no test ground: run tests with `npx jest -c scripts/jest/jest.config.js`.");
  known ??= JSON.parse(given) as TestGround;
  return known;
}

/** Hands the test ground to the workers that jest is about to start. */
export function offerTestGround(ground: TestGround): void {
  process.env[variable] = JSON.stringify(ground);
}
