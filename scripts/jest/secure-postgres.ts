import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificateAuthority } from "@shopeasy/testing/certificates";
import { freePort } from "@shopeasy/testing/free-port";
import { startPostgres } from "../cloud/postgres";
import { systemAccount } from "../cloud/postgres/system-account";

/** As RDS has it: nobody gets in without TLS, and whoever is in rds_iam sends a token, in clear text within TLS. */
const access = `
  hostnossl all all      all reject
  hostssl   all +rds_iam all password
  hostssl   all all      all scram-sha-256
`;

/**
 * The program of a PostgreSQL that lets in as RDS does, for the tests of signing in to it. It tells where it is and who
 * signed its certificate, and ends with its standard input, leaving nothing.
 */
async function main(): Promise<void> {
  process.on("SIGINT", () => {});
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-secure-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(folder, 0o755);
  const authority = certificateAuthority();
  const { certificate, key } = authority.issue("localhost");
  const server = await startPostgres({
    dataDir: join(folder, "data"),
    port: await freePort(),
    durable: false,
    settings: {
      ssl: "on",
      ssl_cert_file: write(join(folder, "server.crt"), certificate),
      ssl_key_file: write(join(folder, "server.key"), key),
      hba_file: write(join(folder, "access.conf"), access),
      shared_buffers: "16MB",
      max_connections: "50",
    },
  });
  process.stdin
    .on("end", async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
      process.exit();
    })
    .resume();
  const url = new URL(server.url("postgres"));
  // A certificate is for a name.
  url.hostname = "localhost";
  process.stdout.write(`${JSON.stringify({ url: url.href, certificateAuthority: authority.certificate })}\n`);
}

/** A file that is PostgreSQL's own, and nobody else's to read. */
function write(path: string, text: string): string {
  writeFileSync(path, text, { mode: 0o600 });
  const { uid, gid } = systemAccount().identity;
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  return path;
}

void main();
