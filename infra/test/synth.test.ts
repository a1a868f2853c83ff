import { environmentNames, environments } from "../environments";
import { resourcesOf } from "../policies/resources";
import { allStacks } from "./synthesized";

test("every environment has the same stacks", () => {
  const names = [
    "audit",
    "data",
    "edge",
    "flags",
    "foundation",
    "lambdas",
    "messaging",
    "network",
    "observability",
    "recovery",
    "registry",
    "services",
  ];

  const stacks = allStacks();

  expect(stacks.map(({ environment, name }) => `${environment}-${name}`).sort()).toEqual(
    environmentNames.flatMap((environment) => names.map((name) => `${environment}-${name}`)).sort(),
  );
});

test("each stack keeps its state in its environment's bucket, encrypted, and lets one at a time write it", () => {
  const backends = allStacks().map(({ json }) => Object(json).terraform.backend.s3);

  expect(new Set(backends.map(({ bucket, key }) => `${bucket}/${key}`)).size).toBe(backends.length);
  for (const backend of backends) {
    expect(backend).toMatchObject({ use_lockfile: true });
    // By the bucket's key: with `encrypt`, Terraform would ask for S3's own.
    expect(backend).not.toHaveProperty("encrypt");
  }
});

test("a stack can't be applied to another environment's account", () => {
  for (const { environment, json } of allStacks()) {
    const { account } = environments[environment];

    for (const provider of json.provider.aws)
      expect(provider).toMatchObject({ allowed_account_ids: [account] });
  }
});

test("what a stack makes, it refers to and does not name, so that it is there first", () => {
  const naming = ["bucket", "s3_bucket_name", "target_bucket", "log_group_name"];
  const named = allStacks().flatMap((stack) => {
    const all = resourcesOf(stack);
    const makers = all.filter(({ type }) => type === "aws_s3_bucket" || type === "aws_cloudwatch_log_group");
    const made = new Set(makers.map(({ config }) => config.bucket ?? config.name));
    return all
      .filter((resource) => !makers.includes(resource))
      .flatMap(({ address, config }) =>
        naming
          .filter((attribute) => made.has(config[attribute]))
          .map((attribute) => `${address}: ${attribute}`),
      );
  });

  expect(named).toEqual([]);
});

test("nothing of what lets stacks be planned offline is in them", () => {
  const text = JSON.stringify(allStacks().map(({ json }) => json));

  expect(text).not.toMatch(/offline|skip_credentials|access_key|secret_key|"local"/);
});

test("environments can be peered: their networks do not overlap", () => {
  const networks = Object.values(environments).map(({ cidr }) => cidr.split(".").slice(0, 2).join("."));

  expect(new Set(networks).size).toBe(networks.length);
});

test("no password is written down", () => {
  const text = JSON.stringify(allStacks().map(({ json }) => json));

  expect(text.match(/"(password|auth_token|secret_string)":/g)).toBeNull();
});
