import { rollback } from "../commands/rollback";
import { status } from "../commands/status";
import { watch } from "../commands/watch";
import { aws, live, newer, newest, older, on, ran, release } from "./rehearsed-orders";

test("a rollback while the old tasks stand by stops the deployment, and brings worker and lambda back", async () => {
  ran(older);
  aws.codeDeploy.waitLooks = 1_000;
  await release(newer);

  await rollback(on, "orders", { to: undefined, reason: "customers complain" });

  expect([aws.versionOf("orders"), aws.versionOf("orders-worker"), live()]).toEqual([older, older, "2"]);
  expect(aws.asked).toContain("StopDeployment");
  expect(await newest()).toMatchObject({
    version: newer,
    outcome: "rolled-back",
    reason: "customers complain",
  });
});

test("a rollback after the old tasks are gone makes them anew, all at once and though an alarm rings", async () => {
  ran(older);
  await release(newer);
  await watch(on, "orders");
  aws.codeDeploy.ringing.add("shopeasy-prod-orders-release-errors");

  await rollback(on, "orders", { to: undefined, reason: undefined });

  expect([aws.versionOf("orders"), aws.versionOf("orders-worker"), live()]).toEqual([older, older, "2"]);
  expect(aws.codeDeploy.deployments.at(-1)).toMatchObject({
    config: "CodeDeployDefault.ECSAllAtOnce",
    hook: undefined,
  });
  // The revision that ran before, and no new one.
  expect(aws.ecs.primaryOf("shopeasy-prod-orders")).toMatch(/:2$/);
});

test("a rollback that is said twice goes back once", async () => {
  ran(older);
  await release(newer);
  await rollback(on, "orders", { to: undefined, reason: undefined });

  await rollback(on, "orders", { to: undefined, reason: undefined });

  expect(aws.versionOf("orders")).toBe(older);
  expect(on.said.at(-1)).toContain(`orders ${newer} was taken back already`);
});

test("whoever watches until the old tasks are gone sees an alarm send everything back", async () => {
  ran(older);
  aws.codeDeploy.waitLooks = 5;
  await release(newer);
  aws.codeDeploy.ringing.add("shopeasy-prod-orders-release-slow");

  await expect(watch(on, "orders")).rejects.toThrow("was taken back");

  expect([aws.versionOf("orders"), aws.versionOf("orders-worker"), live()]).toEqual([older, older, "2"]);
  expect(await newest()).toMatchObject({ version: newer, outcome: "rolled-back" });
});

test("status says what runs, what is under way and what was, and changes nothing", async () => {
  ran(older);
  aws.codeDeploy.waitLooks = 1_000;
  await release(newer);
  const text = await status(on, ["orders", "cart"]);

  expect(text).toMatch(new RegExp(`^orders {4}${newer}  notifications: version 3`));
  expect(text).toContain("100 % have the new version; the old tasks still stand by");
  expect(text).toContain(`${older} → ${newer}  succeeded  canary10  ada`);
  expect(text).toMatch(/^cart {6}first$/m);
});
