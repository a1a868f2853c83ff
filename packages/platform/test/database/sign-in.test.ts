import { X509Certificate } from "node:crypto";
import { openDatabase } from "@shopeasy/platform/database/connect";
import { migrate } from "@shopeasy/platform/database/migrate";
import { rdsCertificates } from "@shopeasy/platform/database/rds-certificates";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import { certificateAuthority } from "@shopeasy/testing/certificates";
import { type SecurePostgres, startSecurePostgres } from "@shopeasy/testing/secure-postgres";
import postgres, { type Sql } from "postgres";
import { migrationsFolder } from "./test-database";

const credentials = async () => ({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" });

describe("signing in to PostgreSQL with IAM tokens", () => {
  let server: SecurePostgres;
  let superuser: Sql;
  beforeAll(async () => {
    server = await startSecurePostgres();
    superuser = postgres(server.url, {
      ssl: { ca: server.certificateAuthority },
      max: 1,
      onnotice: () => {},
    });
    await superuser.unsafe("create role rds_iam; create role shop login; grant rds_iam to shop");
    await superuser.unsafe("create database shop owner shop");
  });
  afterAll(async () => {
    await superuser.end();
    await server.stop();
  });

  function urlOf(user: string, database: string): string {
    const url = new URL(server.url);
    Object.assign(url, { username: user, password: "", pathname: database });
    return url.href;
  }

  /** A pool that signs in with tokens by a clock of its own, and what it logs. */
  function aPool({ poolSize = 1, ca = server.certificateAuthority } = {}) {
    const clock = { at: Date.UTC(2026, 10, 21, 12), now: () => new Date(clock.at) };
    const config = { DATABASE_URL: urlOf("shop", "shop"), DATABASE_IAM: true, AWS_REGION: "eu-west-1" };
    const access = databaseAccess(config, config.DATABASE_URL, {
      ...{ clock, certificateAuthority: ca },
      credentials: () => given(),
    });
    let given = credentials;
    const said: string[] = [];
    const logger = { debug: () => {}, warn: (event: string) => void said.push(event) };
    const database = openDatabase({ ...access, schema: {}, poolSize, name: "token", logger });
    return {
      access,
      database,
      said,
      minutes(count: number) {
        clock.at += count * 60_000;
      },
      breakCredentials() {
        given = () => Promise.reject(new Error("no credentials"));
      },
    };
  }

  /** What RDS does by itself: from now on the role is let in with this token and with no other. */
  const takeOnly = async (token: string) => {
    await superuser`alter role shop password ${superuser.unsafe(`'${token}'`)}`;
  };

  const whoAmI =
    "select system_user as who, (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as tls";

  test("the token goes over TLS as the password, and the server is who it should be", async () => {
    const { access, database } = aPool();
    await takeOnly((await access.password?.()) ?? "");

    const rows = await database.sql.unsafe(whoAmI);

    expect(rows).toEqual([{ who: "password:shop", tls: true }]);
    await database.close();
  });

  test("a connection outlives its token, and the next one is made with a new token", async () => {
    const { access, database, minutes } = aPool({ poolSize: 2 });
    const first = await access.password?.();
    await takeOnly(first ?? "");
    const standing = await database.sql.reserve();
    const processId = async (sql: { unsafe: Sql["unsafe"] }) =>
      (await sql.unsafe("select pg_backend_pid() as pid"))[0]?.pid as number;
    const before = await processId(standing);

    minutes(16);
    const second = await access.password?.();
    await takeOnly(second ?? "");
    const [after, another] = [await processId(standing), await processId(database.sql)];

    expect(second).not.toBe(first);
    expect(after).toBe(before);
    expect(another).not.toBe(before);
    standing.release();
    await database.close();
  });

  test("a server whose certificate another authority signed is sent no token", async () => {
    const { database } = aPool({ ca: certificateAuthority("Somebody else").certificate });

    await expect(database.sql.unsafe("select 1")).rejects.toThrow(/certificate/);

    await database.close();
  });

  test("RDS's authorities do not stand for just any server, and without TLS there is no way in", async () => {
    const { database } = aPool({ ca: rdsCertificates("eu-west-1") });
    const plain = postgres(urlOf("shop", "shop"), { max: 1 });

    await expect(database.sql.unsafe("select 1")).rejects.toThrow(/certificate/);
    await expect(plain`select 1`).rejects.toMatchObject({ code: "28000" });

    await database.close();
    await plain.end();
  });

  test("while there are no credentials a query says that the database does not answer, and the log why", async () => {
    const { access, database, said, breakCredentials } = aPool();
    breakCredentials();

    await expect(database.ping()).rejects.toMatchObject({ code: "database-unavailable" });
    const migrating = migrate({ ...access, folder: migrationsFolder });

    await expect(migrating).rejects.toThrow("no credentials");
    expect(said).toContain("database.no-password");
    await database.close();
  });

  test("a migration signs in the same way", async () => {
    const { access } = aPool();
    await takeOnly((await access.password?.()) ?? "");

    await migrate({ ...access, folder: migrationsFolder });
    await migrate({ ...access, folder: migrationsFolder });
  });
});

test("without DATABASE_IAM the URL is all there is", () => {
  const DATABASE_URL = "postgres://shop:secret@127.0.0.1/shop";

  const access = databaseAccess({ DATABASE_URL, DATABASE_IAM: false, AWS_REGION: "eu-west-1" });

  expect(access).toEqual({ url: DATABASE_URL });
});

test("RDS's authorities are known by region: three that sign for themselves, and for decades", () => {
  const texts = rdsCertificates("eu-west-1").split(/(?=-----BEGIN)/);

  const certificates = texts.map((text) => new X509Certificate(text));

  expect(certificates.map(({ subject }) => /CN=(.*)/.exec(subject)?.[1])).toEqual(
    ["RSA2048", "RSA4096", "ECC384"].map((kind) => `Amazon RDS eu-west-1 Root CA ${kind} G1`),
  );
  for (const certificate of certificates) {
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(new Date(certificate.validTo).getUTCFullYear()).toBeGreaterThan(2060);
  }
  expect(() => rdsCertificates("xx-north-9")).toThrow("xx-north-9-bundle.pem");
});
