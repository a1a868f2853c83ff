import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { testGround } from "./test-ground";

/** A PostgreSQL of this test file's own that lets in as RDS does: by TLS only, members of `rds_iam` in clear text. */
export interface SecurePostgres {
  /** A superuser's. */
  url: string;
  /** Who signed the server's certificate (PEM). */
  certificateAuthority: string;
  stop: () => Promise<void>;
}

/** Starts one, in about a second; `stop` leaves nothing of it. */
export async function startSecurePostgres(): Promise<SecurePostgres> {
  const program = spawn(process.execPath, [testGround().securePostgresProgram], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(program, "exit");
  const failed = exited.then(() => Promise.reject(new Error("The server did not start (see above).")));
  failed.catch(() => {});
  const [line] = await Promise.race([once(createInterface({ input: program.stdout }), "line"), failed]);
  return {
    ...(JSON.parse(line) as Omit<SecurePostgres, "stop">),
    async stop() {
      program.stdin.end();
      await exited;
    },
  };
}
