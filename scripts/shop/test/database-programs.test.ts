import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { uniqueName } from "@shopeasy/testing/cloud";
import { testGround } from "@shopeasy/testing/test-ground";
import postgres from "postgres";

const run = promisify(execFile);

describe.each(["users", "catalog", "orders"])("the database of %s", (service) => {
  const name = uniqueName(service);
  const server = new URL(testGround().postgresUrl);
  const url = new URL(server);
  Object.assign(url, { username: name, password: "a password of its own", pathname: name });
  const environment = {
    DATABASE_URL: url.href,
    DATABASE_MASTER_USER: server.username,
    DATABASE_MASTER_PASSWORD: server.password,
  };
  const program = (which: string, env: Record<string, string> = environment) =>
    run(process.execPath, [join(__dirname, "../../../build/services", service, which)], { env });

  afterAll(async () => {
    const superuser = postgres(server.href, { max: 1, onnotice: () => {} });
    await superuser`drop database if exists ${superuser(name)}`;
    await superuser`drop role if exists ${superuser(name)}`;
    await superuser.end();
  });

  test("is made by one program and migrated by the next, as often as they are run", async () => {
    for (const which of ["create-database.js", "migrate.js", "create-database.js", "migrate.js"]) {
      expect(await program(which)).toEqual({ stdout: "", stderr: "" });
    }

    const sql = postgres(url.href, { max: 1 });
    const [tables] =
      await sql`select count(*)::int > 5 as many from pg_tables where tableowner = current_user`;
    await sql.end();
    expect(tables).toEqual({ many: true });
  });

  test("the program says what it misses", async () => {
    const attempt = program("create-database.js", { DATABASE_URL: url.href });

    await expect(attempt).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("DATABASE_MASTER_PASSWORD: is missing"),
    });
  });
});
