import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serviceNames } from "@shopeasy/contracts/route-table";
import { describeWith } from "@shopeasy/testing/programs";
import { parse } from "yaml";
import { root } from "./compose-file";

const programs = [["docker", "compose"], ["docker-compose"]] as const;
const found = programs.find(([program, ...args]) => spawnSync(program, [...args, "version"]).status === 0);
const withCompose = describeWith(found ? [] : ["docker compose"], "apt-get install docker-compose");

withCompose("docker compose", () => {
  let folder: string;

  beforeAll(() => {
    // Without whatever .env lies beside the real one.
    folder = mkdtempSync(join(tmpdir(), "shopeasy-compose-"));
    cpSync(join(root, "docker-compose.yml"), join(folder, "docker-compose.yml"));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What `config` prints: the file as it is understood, with variables put in. */
  const understood = (variables: Record<string, string> = {}) => {
    const [program, ...args] = found ?? ["docker"];
    const { stdout, stderr, status } = spawnSync(program, [...args, "config"], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH ?? "", HOME: folder, ...variables },
    });
    return { status, stderr, config: parse(stdout) as { services: Record<string, { image: string }> } };
  };

  test("understands the file, and misses no variable", () => {
    const { status, stderr, config } = understood();

    expect([status, stderr]).toEqual([0, ""]);
    for (const name of serviceNames) expect(config.services[name]?.image).toBe(`shopeasy/${name}:local`);
  });

  test("takes what somebody sets", () => {
    const { config } = understood({ VERSION: "1a2b3c4d5e6f", SHOPEASY_PORT: "9000" });

    expect(config.services.users?.image).toBe("shopeasy/users:1a2b3c4d5e6f");
    expect(JSON.stringify(config.services.proxy)).toContain("9000");
    expect(JSON.stringify(config.services.notifications)).toContain("http://localhost:9000");
  });
});
