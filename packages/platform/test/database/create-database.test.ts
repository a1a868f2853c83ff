import { createDatabase } from "@shopeasy/platform/database/create-database";
import { masterAccess } from "@shopeasy/platform/database/sign-in";
import { type SecurePostgres, startSecurePostgres } from "@shopeasy/testing/secure-postgres";
import postgres, { type Sql } from "postgres";

const credentials = async () => ({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" });
const masterPassword = "it's the master's";

describe("making a service's database", () => {
  let server: SecurePostgres;
  let superuser: Sql;
  const open: Sql[] = [];
  beforeAll(async () => {
    server = await startSecurePostgres();
    superuser = signedIn("postgres", new URL(server.url).password, "postgres");
  });
  beforeEach(async () => {
    // As on RDS the master is no superuser, but may create both, and hand out rds_iam.
    await superuser.unsafe(`
      create role rds_iam;
      create role master login createrole createdb password '${masterPassword.replaceAll("'", "''")}';
      grant rds_iam to master with admin true, inherit false, set false`);
  });
  afterEach(async () => {
    for (const sql of open.splice(1)) await sql.end({ timeout: 1 });
    const databases = await superuser`select datname from pg_database where datname in ('shop', 'other')`;
    for (const { datname } of databases) await superuser`drop database ${superuser(datname)} with (force)`;
    await superuser.unsafe("drop role if exists shop, other, neighbour, master, rds_iam");
  });
  afterAll(async () => {
    await superuser.end();
    await server.stop();
  });

  function urlOf(user: string, password: string, database: string): string {
    const url = new URL(server.url);
    url.username = user;
    url.password = encodeURIComponent(password);
    url.pathname = database;
    return url.href;
  }

  function signedIn(user: string, password: string, database: string): Sql {
    const tls = { ssl: { ca: server.certificateAuthority } };
    const sql = postgres(urlOf(user, password, database), { ...tls, max: 1, onnotice: () => {} });
    open.push(sql);
    return sql;
  }

  const clock = { now: () => new Date(Date.UTC(2026, 10, 21, 12)) };
  const mastersOf = (name: string) =>
    masterAccess(
      {
        DATABASE_URL: urlOf(name, "", name),
        DATABASE_IAM: true,
        AWS_REGION: "eu-west-1",
        DATABASE_MASTER_USER: "master",
        DATABASE_MASTER_PASSWORD: masterPassword,
      },
      { credentials, clock, certificateAuthority: server.certificateAuthority },
    );
  const create = (name = "shop") => createDatabase({ url: urlOf(name, "", name), masters: mastersOf(name) });

  const memberships = () => superuser<{ role: string; member: string; set: boolean }[]>`
    select roleid::regrole::text as role, member::regrole::text as member, set_option as set
    from pg_auth_members where roleid::regrole::text in ('shop', 'rds_iam') order by 1, 2`;

  test("makes a role that owns it, is let in by tokens, and is no more than that", async () => {
    await create();

    const [role] = await superuser`select * from pg_roles where rolname = 'shop'`;
    const [database] =
      await superuser`select pg_get_userbyid(datdba) as owner from pg_database where datname = 'shop'`;
    expect(role).toMatchObject({
      ...{ rolcanlogin: true, rolsuper: false, rolcreaterole: false, rolcreatedb: false },
      ...{ rolreplication: false, rolbypassrls: false },
    });
    expect(database).toEqual({ owner: "shop" });
    expect(await memberships()).toEqual([
      { role: "rds_iam", member: "master", set: false },
      { role: "rds_iam", member: "shop", set: true },
      { role: "shop", member: "master", set: false },
    ]);
  });

  test("the role creates what its migrations need, extensions too, and gets into no other's database", async () => {
    await create("shop");
    await create("other");
    await superuser.unsafe("alter role shop password 'a token'");

    const shop = signedIn("shop", "a token", "shop");
    const extensions = ["pg_trgm", "unaccent", "fuzzystrmatch"];
    await shop.unsafe(extensions.map((name) => `create extension ${name};`).join(""));
    await shop.unsafe("create table things (id int)");

    await expect(signedIn("shop", "a token", "other")`select 1`).rejects.toMatchObject({ code: "42501" });
    await expect(signedIn("master", masterPassword, "shop")`select 1`).rejects.toMatchObject({
      code: "42501",
    });
  });

  test("can be repeated, and done by several at once", async () => {
    await Promise.all([create(), create(), create()]);
    await superuser.unsafe("alter role shop password 'a token'");
    await signedIn("shop", "a token", "shop").unsafe("create table things (id int)");

    await create();

    expect(await signedIn("shop", "a token", "shop")`select * from things`).toEqual([]);
  });

  test.each([
    ["the role", "create role shop login"],
    [
      "the master's leave to act for it",
      "create role shop login; grant rds_iam to shop; grant shop to current_user with set true, inherit false",
    ],
  ])("takes up what broke off after %s", async (_after, statements) => {
    const master = signedIn("master", masterPassword, "postgres");
    await master.unsafe(statements);
    await master.end();

    await create();

    expect(await memberships()).toEqual([
      { role: "rds_iam", member: "master", set: false },
      { role: "rds_iam", member: "shop", set: true },
      { role: "shop", member: "master", set: false },
    ]);
    const [{ acl } = { acl: "" }] =
      await superuser`select datacl::text as acl from pg_database where datname = 'shop'`;
    expect(acl).toBe("{shop=CTc/shop}");
  });

  test("takes up what broke off before everybody else was shut out", async () => {
    await create();
    await superuser.unsafe("grant connect on database shop to public");

    await create();

    const [{ acl } = { acl: "" }] =
      await superuser`select datacl::text as acl from pg_database where datname = 'shop'`;
    expect(acl).toBe("{shop=CTc/shop}");
  });

  // From PostgreSQL 16 on who creates a role is a member of it, and so, by way of it, of rds_iam.
  test("goes on with a token when the master's password is no more taken", async () => {
    await create("shop");
    const [, byToken] = mastersOf("other");
    await superuser.unsafe(`alter role master password '${await byToken?.password?.()}'`);

    await create("other");
    await create("shop");

    const databases = await superuser`select datname from pg_database where datname in ('shop', 'other')`;
    expect(databases).toHaveLength(2);
  });

  test("says so when neither the password nor a token is taken", async () => {
    await superuser.unsafe("alter role master password 'another'");

    await expect(create()).rejects.toMatchObject({ code: "28P01" });
  });

  test("leaves a database alone that is another's", async () => {
    await superuser`create role neighbour`;
    await superuser`create database shop owner neighbour`;

    await expect(create()).rejects.toThrow("The database shop is there already, and is neighbour's.");
  });

  test("without IAM the role gets the password of the service's URL, whatever is in it", async () => {
    const url = urlOf("shop", "a 'quoted\\ password", "shop");
    const [byPassword] = mastersOf("shop");
    await superuser.unsafe("revoke rds_iam from master; drop role rds_iam");

    await createDatabase({ url, masters: [byPassword!] });
    await createDatabase({ url, masters: [byPassword!] });

    expect(await signedIn("shop", "a 'quoted\\ password", "shop")`select 1 as one`).toEqual([{ one: 1 }]);
  });
});
