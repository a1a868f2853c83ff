import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith } from "@shopeasy/testing/programs";
import { recapOf, run } from "./ansible";
import { makeUpAccount } from "./made-up-aws";

const withAnsible = describeWith(["ansible-playbook"], "apt-get install ansible");

withAnsible("deploy.yml, with a program in place of npm that writes down how it was called", () => {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-deploy-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function deploy(name: string, variables: object, says = "released") {
    const on = makeUpAccount(join(folder, name));
    const told = JSON.stringify(variables);
    const deployed = await run("ansible-playbook", ["-i", "localhost,", "deploy.yml", "-e", told], {
      env: { ...on.environment, NPM_SAYS: says },
    });
    return { deployed, on };
  }

  test("a version is scanned, migrated and released, all by the release tool", async () => {
    const variables = {
      shop_environment: "staging",
      version: "0123456789ab",
      service: "orders",
      strategy: "linear",
    };

    const { deployed, on } = await deploy("version", variables);

    expect(recapOf(deployed)).toMatchObject({ failed: 0, changed: 1 });
    expect(on.said("npm")).toEqual([
      "run --silent release -- status --environment staging",
      "run --silent release -- scan --environment staging --service orders --version 0123456789ab",
      "run --silent release -- migrate --environment staging --service orders --version 0123456789ab",
      "run --silent release -- deploy --environment staging --service orders --version 0123456789ab --strategy linear",
    ]);
  }, 1_200_000);

  test("prod takes over what staging runs, once it is confirmed", async () => {
    const variables = { shop_environment: "prod", from_environment: "staging" };

    const { deployed } = await deploy("unconfirmed", variables);
    const { on } = await deploy("confirmed", {
      ...variables,
      confirmed: "prod",
      profile: "prod",
      from_profile: "staging",
    });

    expect(deployed.output).toContain("Nothing was done.");
    expect(on.said("npm")).toEqual([
      "run --silent release -- status --environment prod --profile prod",
      "run --silent release -- promote --from staging --to prod --all --profile prod --from-profile staging",
    ]);
  }, 1_200_000);

  test("what runs already is no change", async () => {
    const { deployed } = await deploy(
      "already",
      { shop_environment: "dev", version: "0123456789ab" },
      "orders runs 0123456789ab already, and so does its worker.",
    );

    expect(recapOf(deployed)).toEqual({ changed: 0, failed: 0 });
  }, 1_200_000);

  test.each([
    ["no environment", { version: "0123456789ab" }],
    ["no version", { shop_environment: "dev" }],
    [
      "a version and an environment to take over from",
      { shop_environment: "dev", version: "0123456789ab", from_environment: "dev" },
    ],
    ["a branch's name", { shop_environment: "dev", version: "main; rm -rf /" }],
  ])(
    "%s is refused",
    async (name, variables) => {
      const { deployed } = await deploy(name, variables);

      expect(deployed.code).not.toBe(0);
      expect(deployed.output.replace(/\s+/g, " ")).toContain("Say -e shop_environment=dev|staging|prod");
    },
    60_000,
  );
});
