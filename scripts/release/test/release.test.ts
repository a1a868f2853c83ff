import { createHash } from "node:crypto";
import { deploy } from "../commands/deploy";
import { beginRecord } from "../records/release-record";
import { aws, live, newer, newest, older, on, ran, release, wanted } from "./rehearsed-orders";
import { releasingOn } from "./releasing-on";

test("a release brings the service, its worker and its lambda to customers, and leaves a record", async () => {
  await release(older);

  expect(aws.versionOf("orders")).toBe(older);
  expect(aws.versionOf("orders-worker")).toBe(older);
  expect(live()).toBe("2");
  expect(await newest()).toMatchObject({
    ...{ service: "orders", version: older, previousVersion: null, strategy: "canary10", by: "ada" },
    ...{ outcome: "succeeded", reason: null, lambdas: { notifications: { from: "1", to: "2" } } },
    exposedAt: expect.any(String),
  });
  expect(aws.metrics.map(({ MetricName }) => MetricName)).toContain("Released");
});

test("a release is told as it goes: lifecycle, traffic, alarms, in this order", async () => {
  await release(older);

  const told = on.said.filter((line) => line.startsWith("shopeasy-prod-orders: ")).join("\n");
  expect(told).toMatch(/AfterAllowTestTraffic Succeeded[\s\S]*traffic 10 %[\s\S]*traffic 100 %/);
  expect(told).toContain("alarm shopeasy-prod-orders-release-errors OK");
});

test("only the image of the program changes in a task definition: what is beside it, and its tags, stay", async () => {
  await release(older);

  const { definition, tags } = aws.ecs.requireRevision("shopeasy-prod-orders");
  expect(definition.containerDefinitions).toMatchObject([
    {
      image: `registry/shopeasy-prod-orders:${older}`,
      environment: [{ name: "LOG_LEVEL", value: "info" }],
    },
    { name: "xray", image: "registry/xray:3.7.0" },
  ]);
  expect(definition).toMatchObject({ cpu: "256", networkMode: "awsvpc" });
  expect(tags).toEqual([{ key: "Project", value: "shopeasy" }]);
});

test("a release that fails its smoke test reaches no customer, and is recorded as failed", async () => {
  ran(older);
  aws.codeDeploy.hookFails = true;

  const released = release(newer);

  await expect(released).rejects.toThrow("The smoke test said that it is not good.");
  expect([aws.versionOf("orders"), aws.versionOf("orders-worker"), live()]).toEqual([older, older, "2"]);
  expect(await newest()).toMatchObject({ version: newer, outcome: "failed", exposedAt: null });
});

test("a release during whose canary an alarm rings is taken back, and recorded as such", async () => {
  ran(older);
  aws.codeDeploy.ringsAt = { "shopeasy-prod-orders": 10 };

  const released = release(newer);

  await expect(released).rejects.toThrow("alarms have been activated");
  expect([aws.versionOf("orders"), aws.versionOf("orders-worker"), live()]).toEqual([older, older, "2"]);
  expect(await newest()).toMatchObject({ version: newer, outcome: "rolled-back" });
  expect(aws.metrics.map(({ MetricName }) => MetricName)).toContain("TimeToRestore");
});

test("a worker that does not start takes the whole release back", async () => {
  ran(older);
  aws.ecs.workersStart = false;

  const released = release(newer);

  await expect(released).rejects.toThrow("circuit breaker");
  expect([aws.versionOf("orders"), aws.versionOf("orders-worker"), live()]).toEqual([older, older, "2"]);
  expect(await newest()).toMatchObject({ version: newer, outcome: "rolled-back" });
});

test("a lambda that fails takes service and worker back with it", async () => {
  ran(older);
  aws.codeDeploy.ringsAt = { "shopeasy-prod-notifications": 10 };

  const released = release(newer);

  await expect(released).rejects.toThrow("shopeasy-prod-notifications 3 was taken back");
  expect([aws.versionOf("orders"), aws.versionOf("orders-worker"), live()]).toEqual([older, older, "2"]);
});

test("what was not pushed is not begun", async () => {
  const released = release("ffffffffffff");

  await expect(released).rejects.toThrow(
    `shopeasy-prod-orders has no image ffffffffffff: build and push it first. The newest there: ${newer}, ${older}.`,
  );
  expect(await on.records.underWay("orders")).toBeNull();
  expect(aws.codeDeploy.deployments).toHaveLength(0);
});

test("the same release twice is one: the second finds that it runs", async () => {
  await release(older);
  const deployments = aws.codeDeploy.deployments.length;

  await release(older);

  expect(on.said.at(-1)).toBe(`orders runs ${older} already, and so does its worker.`);
  expect(aws.codeDeploy.deployments).toHaveLength(deployments);
});

test("of two who release another version of a service at once one does, and the other is told who and since when", async () => {
  const grace = await releasingOn(aws, "grace");

  const outcomes = await Promise.allSettled([release(older), release(newer, grace)]);

  grace.close();
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason.message).toMatch(
    /orders \w{12} is being released to prod by (ada|grace) since \d{4}-/,
  );
});

test("a release whose follower died is taken up where it was, with the deployment that it began", async () => {
  const dies = { ...on, pause: () => Promise.reject(new Error("killed")) };
  await expect(deploy(dies, ["orders"], wanted(older))).rejects.toThrow("killed");

  await release(older);

  expect(aws.asked.filter((operation) => operation === "CreateDeployment")).toHaveLength(2); // service and lambda
  expect([aws.versionOf("orders"), aws.versionOf("orders-worker"), live()]).toEqual([older, older, "2"]);
  expect(await newest()).toMatchObject({ outcome: "succeeded" });
});

test("a deployment that somebody began by hand is not taken for ours", async () => {
  ran(older);
  const { revisions } = aws.ecs;
  const content = `{"version":0.0,"Resources":[{"TargetService":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"${revisions.at(-1)?.family}","LoadBalancerInfo":{"ContainerName":"program","ContainerPort":8080}}}}]}`;
  const sha256 = createHash("sha256").update(content).digest("hex");
  aws.codeDeploy.CreateDeployment({
    ...{ applicationName: "shopeasy-prod-services", deploymentGroupName: "shopeasy-prod-orders" },
    revision: { revisionType: "AppSpecContent", appSpecContent: { content, sha256 } },
  });

  await expect(release(newer)).rejects.toThrow(
    /is being released already: d-\w+ \(no description\), by user/,
  );
});

test("a release is not begun while the one before keeps its old tasks, unless they are given up", async () => {
  aws.codeDeploy.waitLooks = 1_000;
  await release(older);

  await expect(deploy(on, ["orders"], { ...wanted(newer), endsWait: false })).rejects.toThrow("--end-wait");
  await release(newer);

  expect(aws.versionOf("orders")).toBe(newer);
});

test("a record that nobody can read is named, and nothing is released over it", async () => {
  const record = beginRecord(
    {
      environment: "prod",
      service: "orders",
      version: older,
      previousVersion: null,
      commits: [],
      strategy: "linear",
      by: "ada",
    },
    new Date(),
  );
  await on.records.begin(record);
  aws.objects.objects.set("shopeasy-prod-releases-1/under-way/orders.json", Buffer.from('{"id":'));

  await expect(release(older)).rejects.toThrow("under-way/orders.json is no record of a release");
});
