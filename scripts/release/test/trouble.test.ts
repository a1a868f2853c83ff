import { deploy } from "../commands/deploy";
import { promote } from "../commands/promote";
import { rollback } from "../commands/rollback";
import { watch } from "../commands/watch";
import { runMigration } from "../tasks/run-migration";
import { aws, lambdas, live, newer, newest, older, on, release, wanted } from "./rehearsed-orders";
import { releasingOn } from "./releasing-on";

const oldest = "000000000001";
beforeEach(() => aws.pushed("orders", oldest, lambdas));

const running = () => [aws.versionOf("orders"), aws.versionOf("orders-worker"), live()];

/** What customers have by releases, one after the other. */
async function released(...versions: string[]): Promise<void> {
  for (const version of versions) await release(version);
}

test("a migration names its release as ECS takes it", async () => {
  aws.pushed("users", older);

  await runMigration(on, "users", older);

  expect(on.said.at(-1)).toBe(`users-migration ${older}: done`);
});

test("a deployment whose answer was lost is found, and not taken for somebody else's", async () => {
  aws.ran("orders", older, lambdas);
  aws.codeDeploy.losesAnswer = true;

  await release(newer);

  expect(running()).toEqual([newer, newer, "3"]);
});

test("a worker whose rollout ECS does not show yet is waited for", async () => {
  aws.ran("orders", older, lambdas);
  aws.ecs.staleLooks = 2;

  await release(newer);

  expect(running()).toEqual([newer, newer, "3"]);
});

test("a way back that CodeDeploy does not tell of yet is followed, and not refused as another release", async () => {
  aws.ran("orders", older, lambdas);
  aws.codeDeploy.waitLooks = 1_000;
  await release(newer);
  aws.codeDeploy.goesBackSlowly = true;

  await rollback(on, "orders", { to: undefined, reason: undefined });

  expect(running()).toEqual([older, older, "2"]);
  expect(await newest()).toMatchObject({ outcome: "rolled-back" });
});

test("an alarm that sends customers back while the worker follows takes the whole release back", async () => {
  aws.ran("orders", older, lambdas);
  aws.codeDeploy.waitLooks = 1_000;
  const worker = "shopeasy-prod-orders-worker: 2 of 2 tasks run it";
  const rings = { ...on, view: { ...on.view, say } };
  function say(line: string): void {
    if (line === worker) aws.codeDeploy.ringing.add("shopeasy-prod-orders-release-errors");
    on.view.say(line);
  }

  await expect(deploy(rings, ["orders"], wanted(newer))).rejects.toThrow("alarms have been activated");

  expect(running()).toEqual([older, older, "2"]);
  expect(await newest()).toMatchObject({ version: newer, outcome: "rolled-back" });
});

test("what CodeDeploy took back unwatched is not released over, and watch brings the rest back", async () => {
  aws.ran("orders", older, lambdas);
  aws.codeDeploy.waitLooks = 1_000;
  await release(newer);
  const deployment = aws.codeDeploy.deployments.find(({ group }) => group === "shopeasy-prod-orders");
  aws.codeDeploy.StopDeployment({ deploymentId: deployment?.id });

  const elsewhere = await releasingOn(aws);
  await expect(promote(on, elsewhere, "orders", newer)).rejects.toThrow("was taken back by CodeDeploy");
  elsewhere.close();
  await expect(release(oldest)).rejects.toThrow(
    "npm run release -- watch --environment prod --service orders",
  );
  await expect(watch(on, "orders")).rejects.toThrow("was taken back");

  expect(running()).toEqual([older, older, "2"]);
});

test("a rollback further back, while the old tasks stand by, ends at the version that was named", async () => {
  await released(oldest, older);
  aws.codeDeploy.waitLooks = 1_000;
  await release(newer);

  await rollback(on, "orders", { to: oldest, reason: undefined });

  expect(running()).toEqual([oldest, oldest, "2"]);
  expect(await newest()).toMatchObject({ version: newer, previousVersion: older, outcome: "rolled-back" });
});

test("what runs can be taken back while an alarm rings, though a later release failed or was taken back", async () => {
  await released(oldest, older);
  aws.codeDeploy.hookFails = true;
  await expect(release(newer)).rejects.toThrow("not good");
  aws.codeDeploy.waitLooks = 1_000;
  aws.codeDeploy.ringing.add("shopeasy-prod-orders-release-errors");

  await rollback(on, "orders", { to: oldest, reason: undefined });

  expect(running()).toEqual([oldest, oldest, "2"]);
});

test("a release that nobody followed when customers came to it counts as one that they had", async () => {
  aws.ran("orders", older, lambdas);
  const dies = { ...on, pause: () => Promise.reject(new Error("killed")) };
  await expect(deploy(dies, ["orders"], wanted(newer))).rejects.toThrow("killed");
  const deploymentId = aws.codeDeploy.deployments[0]?.id;
  while (aws.versionOf("orders") === older) aws.codeDeploy.GetDeployment({ deploymentId });
  aws.codeDeploy.StopDeployment({ deploymentId });

  await rollback(on, "orders", { to: undefined, reason: undefined });

  expect(await newest()).toMatchObject({ outcome: "rolled-back", exposedAt: expect.any(String) });
});
