import template from "../bootstrap/template.json";
import { bootstrapArguments } from "../commands/bootstrap";
import { environments } from "../environments";
import { allStacks } from "./synthesized";

const { Resources: made } = template;

test("bootstrap makes the very bucket in which the stacks keep their state", () => {
  const args = bootstrapArguments(environments.prod, "template.json");

  const buckets = allStacks()
    .filter(({ environment }) => environment === "prod")
    .map(({ json }) => Object(json).terraform.backend.s3.bucket);
  for (const bucket of buckets) expect(args).toContain(`StateBucket=${bucket}`);
  expect(args).toContain("Prefix=shopeasy-prod-");
});

test("every parameter that is handed over is one of the template's", () => {
  const pipeline = { arn: "arn:aws:iam::111111111111:role/jenkins", externalId: "agreed" };

  const args = bootstrapArguments(environments.prod, "template.json", pipeline);

  const given = args
    .slice(args.indexOf("--parameter-overrides") + 1)
    .map((parameter) => parameter.split("=")[0]);
  expect(given).toEqual(Object.keys(template.Parameters));
});

test("the state is kept when the stack goes, versioned, encrypted, and closed to the public", () => {
  const { State, StateKey, StatePolicy } = made;

  expect([State.DeletionPolicy, StateKey.DeletionPolicy]).toEqual(["Retain", "Retain"]);
  expect(State.Properties.VersioningConfiguration.Status).toBe("Enabled");
  expect(Object.values(State.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
  expect(JSON.stringify(State.Properties.BucketEncryption)).toContain("StateKey");
  expect(JSON.stringify(StatePolicy)).toContain("aws:SecureTransport");
});

test("the pipeline makes roles of the shop's name only, and can't change its own", () => {
  const [roles, passwordPolicy, notItself] = made.Pipeline.Properties.Policies[0]!.PolicyDocument.Statement;

  expect(Object(roles!.Resource)["Fn::Sub"]).toMatch(/role\/\$\{Prefix\}\*$/);
  expect(passwordPolicy!.Action).toContain("iam:UpdateAccountPasswordPolicy");
  expect(notItself).toMatchObject({
    Effect: "Deny",
    Resource: { "Fn::Sub": expect.stringMatching(/pipeline$/) },
  });
  expect(made.Pipeline.Properties.ManagedPolicyArns).toEqual(["arn:aws:iam::aws:policy/PowerUserAccess"]);
});
