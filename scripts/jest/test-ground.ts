import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@shopeasy/testing/free-port";
import type { TestGround } from "@shopeasy/testing/test-ground";
import { closeServer, listenOnLoopback, loopback } from "../cloud/listen";
import { startPostgres } from "../cloud/postgres";
import { startCloud } from "../cloud/start-cloud";

/** Short, so that a test sees an item expire. */
const sweepEveryMs = 250;

/**
 * The program that all tests of a run stand on: it serves until its standard input closes, then leaves no trace,
 * not of its own bundle either, nor of the other programs'.
 */
async function main(
  cloudProgram: string,
  replicatedPostgresProgram: string,
  securePostgresProgram: string,
): Promise<void> {
  // The terminal's Ctrl-C is for jest; the end of our input tells us that it is gone.
  process.on("SIGINT", () => {});
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-test-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(folder, 0o755);
  const starting = [startDatabase(folder), startCloud({ sweepEveryMs }), startKeys()] as const;

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const parts = await Promise.allSettled(starting);
    await Promise.allSettled(parts.map((part) => part.status === "fulfilled" && part.value.stop()));
    for (const path of [folder, __filename, cloudProgram, replicatedPostgresProgram, securePostgresProgram]) {
      rmSync(path, { recursive: true, force: true });
    }
    process.exit();
  };
  process.on("SIGTERM", () => void stop());
  process.stdin.on("end", () => void stop()).resume();

  try {
    const [postgres, { endpoints, environment }, { signingKey, jwksUrl }] = await Promise.all(starting);
    const postgresUrl = postgres.url("postgres");
    const ground: TestGround = {
      endpoints,
      environment,
      postgresUrl,
      signingKey,
      jwksUrl,
      cloudProgram,
      replicatedPostgresProgram,
      securePostgresProgram,
      sharedFolder: join(folder, "shared"),
    };
    process.stdout.write(`${JSON.stringify(ground)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
    await stop();
  }
}

async function startDatabase(folder: string) {
  return startPostgres({ dataDir: join(folder, "postgres"), port: await freePort(), durable: false });
}

/** The key that test tokens are signed with, and the key set in which services under test find its public half. */
async function startKeys() {
  const kid = "test-key";
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = [{ ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" }];
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys }));
  });
  const port = await listenOnLoopback(server, 0, "The key set");
  return {
    signingKey: { ...privateKey.export({ format: "jwk" }), kid },
    jwksUrl: `http://${loopback}:${port}/jwks.json`,
    stop: () => closeServer(server),
  };
}

void main(process.argv[2] ?? "", process.argv[3] ?? "", process.argv[4] ?? "");
