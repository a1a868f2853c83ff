import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FreshDatabase, freshDatabase } from "@shopeasy/testing/database";
import postgres, { type Sql } from "postgres";

const root = join(__dirname, "../../..");
const program = join(root, "build/scripts/admin/main.js");
const password = "violet harbour 47 lanterns";

describe("npm run admin", () => {
  let database: FreshDatabase;
  let sql: Sql;
  let folder: string;
  beforeAll(async () => {
    database = await freshDatabase({ migrationsFolder: join(root, "services/users/src/db/migrations") });
    sql = postgres(database.url, { max: 1 });
    folder = mkdtempSync(join(tmpdir(), "admin-"));
  });
  afterAll(async () => {
    await sql.end();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const admin = (args: string[], input = "", environment: Record<string, string> = {}) =>
    new Promise<{ code: number; output: string; errors: string }>((resolve) => {
      const secret = "a secret for the signing keys of the tests";
      const env = { DATABASE_URL: database.url, SIGNING_KEY_SECRET: secret, ...environment };
      const child = execFile(
        process.execPath,
        [program, ...args],
        { env, timeout: 20_000 },
        (error, output, errors) => resolve({ code: error ? Number(error.code) : 0, output, errors }),
      );
      child.stdin?.end(input);
    });
  const roleOf = async (email: string) =>
    (await sql`select role from accounts where email = ${email}`)[0]?.role;

  it("makes an admin, whose password comes on standard input and is shown nowhere", async () => {
    const answer = await admin(
      ["create-admin", "--email", "Ada@example.com", "--name", "Ada"],
      `${password}\n`,
    );

    expect(answer).toEqual({ code: 0, output: "Ada@example.com is an admin now.\n", errors: "" });
    expect(await roleOf("ada@example.com")).toBe("admin");
  });

  it("makes up a password where that is asked, and shows it once", async () => {
    const { code, output } = await admin([
      "create-admin",
      "--email",
      "gen@example.com",
      "--name",
      "Gen",
      "--generate",
    ]);

    expect(code).toBe(0);
    expect(output).toMatch(/shown this once:\n[A-Za-z0-9_-]{24}\n$/);
    expect(await roleOf("gen@example.com")).toBe("admin");
  });

  it("refuses an address that has an account, and promotes it only when told to", async () => {
    const named = ["create-admin", "--email", "sam@example.com"];
    await admin([...named, "--name", "Sam"], password);
    await sql`update accounts set role = 'customer' where email = 'sam@example.com'`;

    const refused = await admin([...named, "--name", "Sam"], password);
    const unchanged = await roleOf("sam@example.com");
    const promoted = await admin([...named, "--promote"]);

    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining("--promote") });
    expect(unchanged).toBe("customer");
    expect(promoted.code).toBe(0);
    expect(await roleOf("sam@example.com")).toBe("admin");
  });

  it.each([
    ["too short a password", ["--email", "x@example.com", "--name", "X"], "short", /at least 12/],
    ["no password", ["--email", "x@example.com", "--name", "X"], "", /at least 12/],
    ["an address that is none", ["--email", "nope", "--name", "X"], password, /email/],
    ["nobody to promote", ["--email", "x@example.com", "--promote"], "", /no account/],
  ])("makes no admin of %s", async (_what, args, input, why) => {
    const { code, output, errors } = await admin(["create-admin", ...args], input);

    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(errors).toMatch(why);
    expect(errors).not.toMatch(/\n +at .*\.js|violet/);
    expect(await roleOf("x@example.com")).toBeUndefined();
  });

  it("lists and rotates the signing keys", async () => {
    const none = await admin(["list-signing-keys"]);
    const first = await admin(["rotate-signing-key"]);
    const listed = await admin(["list-signing-keys"]);

    expect(none.output).toMatch(/no keys yet/);
    expect(first.output).toMatch(/is published, and signs from/);
    expect(listed.output).toMatch(/coming .*\n.*signing /);
  });

  it("finds the local shop that runs by its folder", async () => {
    const { port, hostname } = new URL(database.url);
    mkdirSync(join(folder, "shop"));
    const postgresUrl = `postgres://postgres@${hostname}:${port}/postgres`;
    writeFileSync(join(folder, "shop/run.json"), JSON.stringify({ endpoints: { postgres: postgresUrl } }));
    writeFileSync(join(folder, "shop/secrets.json"), JSON.stringify({ signingKey: "x".repeat(64) }));

    const { errors } = await admin(["list-signing-keys", "--data", join(folder, "shop")]);

    expect(errors).toMatch(/users/);
    expect(errors).not.toMatch(/No shop runs/);
  });

  it.each([
    ["no shop runs", ["list-signing-keys", "--data", "/nowhere"], {}, /No shop runs on \/nowhere/],
    [
      "its environment lacks something",
      ["list-signing-keys"],
      { SIGNING_KEY_SECRET: "" },
      /SIGNING_KEY_SECRET: is missing/,
    ],
    [
      "the database is away",
      ["list-signing-keys"],
      { DATABASE_URL: "postgres://127.0.0.1:1/users" },
      /does not answer/,
    ],
    ["it does not understand", ["burn-it-down"], {}, /usage:/],
  ])("says in a line or two that %s", async (_what, args, environment, why) => {
    const { code, errors } = await admin(args, "", environment as Record<string, string>);

    expect(code).toBe(1);
    expect(errors).toMatch(why);
    expect(errors).not.toMatch(/\n +at .*\.js/);
  });
});
