import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith } from "@shopeasy/testing/programs";
import { recapOf, run } from "./ansible";
import { makeUpAccount } from "./made-up-aws";

const withAnsible = describeWith(["ansible-playbook"], "apt-get install ansible");

withAnsible("restore-drill.yml, with a stand-in for AWS' command line", () => {
  const folders: string[] = [];
  afterAll(() => folders.map((folder) => rmSync(folder, { recursive: true })));

  const live = {
    databases: { "shopeasy-dev-postgres": 1 },
    tables: { "shopeasy-dev-carts": 400, "shopeasy-dev-feedback": 50, "shopeasy-dev-notifications": 7 },
  };

  function setUp(account: Parameters<typeof makeUpAccount>[1] = live) {
    const folder = mkdtempSync(join(tmpdir(), "shopeasy-drill-"));
    folders.push(folder);
    const on = makeUpAccount(folder, account);
    const host = { ansible_connection: "local", ansible_python_interpreter: "/usr/bin/python3" };
    const inventory = join(folder, "inventory.yml");
    writeFileSync(inventory, JSON.stringify({ operations_hosts: { hosts: { here: host } } }));
    const told = { shop_environment: "dev", shop_region: "eu-west-1", wait_seconds: 0, wait_times: 3 };
    const drill = (variables: object = {}) =>
      run(
        "ansible-playbook",
        ["-i", inventory, "restore-drill.yml", "-e", JSON.stringify({ ...told, ...variables })],
        {
          env: on.environment,
        },
      );
    return { on, drill };
  }

  test("all is restored beside what is live, counted, timed and deleted; a second drill goes as the first", async () => {
    const { on, drill } = setUp();

    const first = await drill();
    const second = await drill({ restore_from: "snapshot" });

    expect(recapOf(first).failed).toBe(0);
    expect(first.output).toMatch(/Tables after \d+ s, PostgreSQL after \d+ s, from now/);
    expect(first.output).toMatch(/carts.{3,20}live.{3,6}400.{3,20}restored.{3,6}400/);
    expect(on.said("shop-sql")).toContain(
      "orders --host shopeasy-dev-postgres-drill.example -- -qtAc select count(*) from orders",
    );
    expect(recapOf(second).failed).toBe(0);
    expect(on.account()).toMatchObject(live);
    expect(Object.keys(on.account().tables)).toHaveLength(3);
    expect(Object.keys(on.account().databases)).toEqual(["shopeasy-dev-postgres"]);
    expect(on.account().calls.filter((call) => call.includes("rds:newest"))).toHaveLength(1);
  }, 1_200_000);

  test("items that are missing fail the drill, and what it made is deleted all the same", async () => {
    const { on, drill } = setUp({ ...live, restoredItems: 3 });

    const failed = await drill();

    expect(recapOf(failed).failed).toBe(1);
    expect(failed.output).toContain("carts: 3 of 400");
    expect(on.account()).toMatchObject(live);
    expect(Object.keys(on.account().databases)).toEqual(["shopeasy-dev-postgres"]);
  }, 1_200_000);

  test("what a drill before left is deleted first, and nothing else", async () => {
    const { on, drill } = setUp({
      databases: { ...live.databases, "shopeasy-dev-postgres-drill": 1 },
      tables: { ...live.tables, "shopeasy-dev-carts-drill": 2, "shopeasy-dev-carts-restored": 2 },
    });

    const drilled = await drill();

    expect(recapOf(drilled).failed).toBe(0);
    const { calls, tables } = on.account();
    expect(calls.filter((call) => call.startsWith("rds delete-db-instance"))).toHaveLength(2);
    expect(tables).toEqual({ ...live.tables, "shopeasy-dev-carts-restored": 2 });
  }, 1_200_000);
});
