import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { bundleOf } from "../bundles/bundle";
import { storeBundle } from "../bundles/stored-bundles";
import { promote } from "../commands/promote";
import { buildImage } from "../images/build-images";
import { pushImage } from "../images/push-image";
import { signIn } from "../images/repository";
import { isExcepted, readScanExceptions } from "../images/scan-exceptions";
import { findingsOf } from "../images/scan-image";
import { beginRecord } from "../records/release-record";
import { versionOfTree } from "../source/git";
import { type Rehearsal, releasingOn } from "./releasing-on";
import { AwsStandIn } from "./stand-in/aws-stand-in";

const version = "0123456789ab";
const path = process.env.PATH ?? "";
let aws: AwsStandIn;
let on: Rehearsal;
let folder: string;
let staging: AwsStandIn;
let from: Rehearsal;

/** A program in the place of docker, which notes how it was called, and says what an image's id is. */
const docker = (id: string) => `#!/bin/sh
printf '%s\\n' "$*" >> "${folder}/called"
case "$1" in
  image) echo "${id}" ;;
  login) cat > "${folder}/password" ;;
esac
`;

beforeEach(async () => {
  aws = await new AwsStandIn().start();
  on = await releasingOn(aws);
  staging = await new AwsStandIn("staging").start();
  from = await releasingOn(staging);
  folder = await mkdtemp(join(tmpdir(), "shopeasy-docker-"));
  process.env.PATH = `${folder}${delimiter}${path}`;
  await haveDocker("sha256:unknown");
});
afterEach(async () => {
  process.env.PATH = path;
  for (const one of [on, from]) one.close();
  for (const one of [aws, staging]) await one.stop();
  await rm(folder, { recursive: true });
});

async function haveDocker(id: string) {
  await writeFile(join(folder, "docker"), docker(id));
  await chmod(join(folder, "docker"), 0o755);
}
const called = async () => (await readFile(join(folder, "called"), "utf8")).trim().split("\n");
const pushing = () => ({ ecr: on.aws.ecr, environment: "prod", registry: "registry.example", version });

test("an image is built by its Dockerfile from the root, told its version and its commit's date", async () => {
  const head = (await versionOfTree({ isLocal: true })).replace("-dirty", "");

  const image = await buildImage("orders", { version: head, platform: "linux/arm64" });

  expect(image).toBe(`shopeasy/orders:${head}`);
  const [, build = ""] = await called();
  expect(build).toMatch(
    /^buildx build --load --provenance=false --platform linux\/arm64 --file services\/orders\/Dockerfile /,
  );
  expect(build).toMatch(
    new RegExp(
      `--build-arg VERSION=${head} --build-arg SOURCE_DATE_EPOCH=\\d{10} --tag shopeasy/orders:${head} \\.$`,
    ),
  );
});

test("docker is signed in to the registry by a password that no list of processes shows", async () => {
  const registry = await signIn(on.aws.ecr);

  expect(registry).toBe("333333333333.dkr.ecr.eu-west-1.amazonaws.com");
  expect(await called()).toEqual([`login --username AWS --password-stdin ${registry}`]);
  expect(await readFile(join(folder, "password"), "utf8")).toBe("a-password");
});

test("what is not there yet is pushed by its version", async () => {
  const how = await pushImage("orders", pushing());

  const remote = `registry.example/shopeasy-prod-orders:${version}`;
  expect(how).toBe("pushed");
  expect((await called()).slice(1)).toEqual([`tag shopeasy/orders:${version} ${remote}`, `push ${remote}`]);
});

test("the same image is pushed once, and another is never pushed over it", async () => {
  const { config } = aws.ecr.addImage("shopeasy-prod-orders", version);
  await haveDocker(config);
  const again = await pushImage("orders", pushing());
  await haveDocker("sha256:another");

  const another = pushImage("orders", pushing());

  expect(again).toBe("was there");
  await expect(another).rejects.toThrow("tags do not move");
  expect((await called()).filter((line) => line.startsWith("push"))).toEqual([]);
});

test("a scan is waited for, and what is critical or high in it is given", async () => {
  aws.pushed("orders", version);
  aws.ecr.findings = ["CRITICAL", "HIGH", "MEDIUM"].map((severity) => ({
    name: `CVE-${severity}`,
    severity,
  }));

  const findings = await findingsOf({ ecr: on.aws.ecr, pause: on.pause }, "shopeasy-prod-orders", version);

  expect(findings).toEqual([
    { id: "CVE-CRITICAL", severity: "CRITICAL", package: "openssl" },
    { id: "CVE-HIGH", severity: "HIGH", package: "openssl" },
  ]);
}, 60_000);

test("what a scan finds is let pass with a reason and until a day, and not for ever", async () => {
  const file = join(folder, "exceptions.json");
  const now = new Date("2026-10-01T12:00:00Z");
  const reason = "Only in a program of the image that nothing starts";
  const write = (entry: object) => writeFile(file, JSON.stringify([entry]));

  await write({ id: "CVE-1", reason, until: "2026-10-01" });
  const exceptions = await readScanExceptions(file, now);

  expect(isExcepted("CVE-1", exceptions, now)).toBe(true);
  expect(isExcepted("CVE-2", exceptions, now)).toBe(false);
  expect(isExcepted("CVE-1", exceptions, new Date("2026-10-02T00:00:00Z"))).toBe(false);
  await write({ id: "CVE-1", until: "2026-10-01" });
  await expect(readScanExceptions(file, now)).rejects.toThrow("reason");
  await write({ id: "CVE-1", reason, until: "2027-10-01" });
  await expect(readScanExceptions(file, now)).rejects.toThrow("more than 90 days ahead");
});

test("a lambda's bundle is the same for the same code, says its version, and stays what was pushed", async () => {
  const built = join(folder, "services/notifications");
  await mkdir(built, { recursive: true });
  await writeFile(join(built, "handler.js"), "exports.handler=1;\n//# sourceMappingURL=handler.js.map\n");
  const place = { s3: on.aws.s3, bucket: on.note.releasesBucket };

  const [one, other] = [
    await bundleOf("notifications", version, folder),
    await bundleOf("notifications", version, folder),
  ];
  const outcomes = [
    await storeBundle(place, "notifications", version, one),
    await storeBundle(place, "notifications", version, other),
  ];

  const code = inflateRawSync(one.subarray(30 + "index.js".length, -1)).toString();
  expect(code).toBe(`process.env.SERVICE_VERSION="${version}";\nexports.handler=1;\n`);
  expect(outcomes).toEqual(["pushed", "was there"]);
  await expect(storeBundle(place, "notifications", version, Buffer.from("another"))).rejects.toThrow(
    "another bundle",
  );
});

test("what stood in staging is promoted byte by byte, and nothing else is", async () => {
  staging.pushed("orders", version, ["notifications"]);
  staging.ran("orders", version, ["notifications"]);
  const begun = {
    ...{ environment: "staging", service: "orders" as const, version, previousVersion: null },
    ...{ commits: [], strategy: "canary10" as const, by: "ada" },
  };
  await expect(promote(from, on, "orders", undefined)).rejects.toThrow("was not released to staging");
  await from.records.finish({ ...beginRecord(begun, new Date()), outcome: "succeeded" });

  const promoted = await promote(from, on, "orders", undefined);

  const digests = [staging, aws].map(
    ({ ecr, environment }) => ecr.repositories.get(`shopeasy-${environment}-orders`)?.images[0]?.digest,
  );
  expect(promoted).toBe(version);
  expect(digests[1]).toBe(digests[0]);
  expect(
    aws.objects.objects.get(`shopeasy-prod-releases-1/bundles/${version}/notifications.zip`)?.toString(),
  ).toBe(`notifications ${version}`);
});

test("a tag that is another image in production is not promoted over", async () => {
  staging.pushed("cart", version);
  aws.ecr.addImage("shopeasy-prod-cart", version, "something else");
  staging.ran("cart", version);
  const begun = {
    ...{ environment: "staging", service: "cart" as const, version, previousVersion: null },
    ...{ commits: [], strategy: "canary10" as const, by: "ada" },
  };
  await from.records.finish({ ...beginRecord(begun, new Date()), outcome: "succeeded" });

  await expect(promote(from, on, "cart", undefined)).rejects.toThrow("what was tested is not what is there");
});
