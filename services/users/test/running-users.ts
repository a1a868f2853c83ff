import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Writable } from "node:stream";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { freshDatabase } from "@shopeasy/testing/database";
import request from "supertest";
import { createUsersApp, createUsersInternalApp } from "../src/app";
import { readConfig } from "../src/config";
import { createDeps } from "../src/deps";
import { PasswordHasher } from "../src/passwords/password-hasher";
import { SigningKeys } from "../src/signing-keys/signing-keys";

export const secret = "a secret for the signing keys of the tests";

/** So cheap that a hundred sign-ins don't take long; what it really costs is a test of its own. */
export const cheapCost = { memoryCost: 256, timeCost: 1, parallelism: 1 };

/** Nobody listens there: only the tests of what is held elsewhere have the other services beside them. */
export const nowhere = "http://127.0.0.1:9";

const migrationsFolder = join(__dirname, "../src/db/migrations");

/** A users service with a database of its own, whose clock can be moved and whose log can be read. */
export async function runUsers(environment: Record<string, string> = {}) {
  const database = await freshDatabase({ migrationsFolder });
  let listener: RequestListener = () => {};
  const server = createServer((incoming, outgoing) => listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const internalSecret = "a secret between the services of the tests";
  Object.assign(process.env, cloudEnvironment(), {
    DATABASE_URL: database.url,
    EVENTS_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:shop-events",
    JWKS_URL: `${origin}/api/v1/auth/jwks.json`,
    SERVICE_TOKEN_SECRET: internalSecret,
    SIGNING_KEY_SECRET: secret,
    CART_URL: nowhere,
    ORDERS_URL: nowhere,
    FEEDBACK_URL: nowhere,
    ...environment,
  });
  const config = readConfig();

  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  let ahead = 0;
  const opened = createDeps(config);
  const logger = createLogger({ service: "users", level: "debug", destination });
  const clock = { now: () => new Date(Date.now() + ahead) };
  const deps = {
    ...opened,
    logger,
    clock,
    passwords: new PasswordHasher({ atOnce: 2, waiting: 256, cost: cheapCost }),
    signingKeys: new SigningKeys({ database: opened.database, secret, clock, logger }),
  };
  listener = createUsersApp(deps, config);

  return {
    deps,
    origin,
    api: request(`${origin}/api/v1`),
    internal: request(createUsersInternalApp(deps)),
    serviceToken: () => deps.serviceTokens.tokenFor("users"),
    log: () => lines.join(""),
    /** Moves the service's clock ahead of the real one. */
    wait: (milliseconds: number) => {
      ahead += milliseconds;
    },
    async stop() {
      await opened.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.drop();
    },
  };
}

export type RunningUsers = Awaited<ReturnType<typeof runUsers>>;
