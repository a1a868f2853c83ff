import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith, findProgram } from "@shopeasy/testing/programs";
import { parse } from "yaml";
import { playbooks, run } from "./ansible";

const read = (path: string) => readFileSync(join(playbooks, path), "utf8");

const withLinters = describeWith(
  ["ansible-playbook", "ansible-lint", "yamllint", "shellcheck"],
  "apt-get install ansible ansible-lint yamllint shellcheck",
);

withLinters("playbooks and roles", () => {
  test("pass ansible-lint's production profile, with every playbook's syntax checked", async () => {
    const linted = await run("ansible-lint", ["--offline", "--nocolor", "-p", "--profile", "production"]);

    expect(linted).toMatchObject({ code: 0 });
  }, 300_000);

  test("are YAML as yamllint likes it", async () => {
    expect(await run("yamllint", ["--strict", "."])).toEqual({ code: 0, output: "" });
  }, 120_000);

  test("bring commands that shellcheck finds nothing in", async () => {
    const folder = "roles/operations_host/files";
    const commands = readdirSync(join(playbooks, folder)).map((name) => join(folder, name));

    expect(await run("shellcheck", commands)).toEqual({ code: 0, output: "" });
  }, 120_000);
});

const withNginx = describeWith(["ansible-playbook", "nginx"], "apt-get install ansible nginx-light");

withNginx("what a template makes", () => {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-templates-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is taken by nginx", async () => {
    const play = {
      hosts: "localhost",
      connection: "local",
      gather_facts: false,
      vars: { jenkins_controller_host: "jenkins.example.com" },
      tasks: [
        {
          "ansible.builtin.template": {
            src: join(playbooks, "roles/jenkins_controller/templates/nginx.conf.j2"),
            dest: join(folder, "jenkins.conf"),
            mode: "0600",
          },
        },
      ],
    };
    const file = join(folder, "play.json");
    writeFileSync(file, JSON.stringify([play]));

    const made = await run("ansible-playbook", ["-i", "localhost,", file]);
    // Neither the certificate nor the ports are here.
    const site = readFileSync(join(folder, "jenkins.conf"), "utf8")
      .replace(/^ *ssl_certificate.*$/gm, "")
      .replaceAll(/listen (\[::\]:)?\d+ ssl http2/g, "listen 127.0.0.1:8443")
      .replaceAll(/listen (\[::\]:)?80;/g, "listen 127.0.0.1:8080;")
      .replaceAll(/(?<=listen 127[^;]*;\n) *listen 127[^;]*;\n/g, "");
    const whole = `pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${site} }`;
    writeFileSync(join(folder, "nginx.conf"), whole);
    const tried = await run(findProgram("nginx") ?? "", [
      "-t",
      "-q",
      "-p",
      folder,
      "-c",
      join(folder, "nginx.conf"),
    ]);

    expect(made).toMatchObject({ code: 0 });
    expect(tried).toEqual({ code: 0, output: "" });
  }, 120_000);
});

describe("what playbooks know of the shop", () => {
  test("every secret of the infrastructure has its way of rotation, and the programs that read it", () => {
    const declared = read("../infra/stacks/secrets.ts").split("export const secretNames")[1]?.split("]")[0];
    const names = [...(declared ?? "").matchAll(/"([a-z-]+)"/g)].map(([, name]) => name);
    const { shop_secrets: rotated } = parse(read("vars/secrets.yml"));

    expect(names.length).toBeGreaterThan(3);
    expect(Object.keys(rotated).sort()).toEqual(names.sort());
  });

  test("build agents have whatever the gate installs", () => {
    const line = /apt-get install -y -qq ([a-z0-9 .+-]+?) >/.exec(read("../.ci/run"))?.[1] ?? "";
    const { build_agent_debian_packages: has } = parse(read("roles/build_agent/defaults/main.yml"));

    expect(line).toContain("chromium");
    expect(line.split(" ").filter((wanted) => !has.includes(wanted))).toEqual([]);
  });

  test("every credential that the Jenkinsfile asks for is in the vault's example", () => {
    const text = read("../Jenkinsfile");
    const asked = [...text.matchAll(/(?:credentialsId: |credentials\()'([\w-]+)'/g)].map(([, id]) => id);
    const { vault_jenkins_credentials: known } = parse(read("vault.example.yml"));

    expect(asked.length).toBeGreaterThan(3);
    expect(known.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([...new Set(asked)]));
  });

  test.each(["dev", "staging", "prod"])(
    "the inventory of %s finds its own hosts by their tags, and no others",
    (name) => {
      const inventory = parse(read(`inventories/${name}/aws_ec2.yml`));
      const { shop_environment: environment, shop_network: network } = parse(
        read(`inventories/${name}/group_vars/all/hosts.yml`),
      );

      expect(inventory).toMatchObject({
        plugin: "amazon.aws.aws_ec2",
        filters: { "tag:Project": "shopeasy", "tag:Environment": name },
      });
      expect(Object.keys(inventory.groups)).toEqual([
        "jenkins_controllers",
        "build_agents",
        "operations_hosts",
      ]);
      expect(environment).toBe(name);
      expect(read("../infra/environments.ts")).toContain(`cidr: "${network}"`);
    },
  );

  test("nothing in the vault's example is real: each secret is in brackets or says that it is made up", () => {
    const values = JSON.stringify(parse(read("vault.example.yml")));

    expect(values).not.toMatch(/AKIA|BEGIN [A-Z ]*PRIVATE KEY|sk_live|ATATT|xox[bp]-/);
  });
});
