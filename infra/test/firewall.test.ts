import { resources } from "./synthesized";

type Config = Record<string, unknown>;
const made = (type: string) => resources("prod", "edge", type).map(({ config }) => config);
const [acl] = made("aws_wafv2_web_acl") as [Config];
const rules = acl.rule as { name: string; statement: Config; action: unknown }[];
const called = (name: string) => rules.find((rule) => rule.name === name)!;

test("the firewall believes of addresses only who shows the word that CloudFront and API Gateway were given", () => {
  const [proof] = made("terraform_data");
  const [integration] = made("aws_apigatewayv2_integration") as [Config];
  const [distribution] = made("aws_cloudfront_distribution") as [Config];

  const words = JSON.stringify(called("forwarded").statement).match(
    /\$\{terraform_data\.[\w-]+\.output\.word\}/g,
  )!;
  const sent = Object(integration.request_parameters)["overwrite:header.x-shop-proof"];
  expect(proof).toMatchObject({ lifecycle: { ignore_changes: ["input"] } });
  expect(words).toContain(sent);
  expect(JSON.stringify(distribution.origin)).toContain(`"name":"x-shop-proof","value":"${sent}"`);
  expect(JSON.stringify(called("forged-address").statement)).toContain("x-shop-caller");
});

test("the firewall counts by the caller's own address, whichever way he comes", () => {
  const keys = ["often", "credentials-often"].flatMap((name) =>
    ["directly", "forwarded"].map((way) => {
      const { aggregate_key_type: key, custom_key: header } = Object(
        called(`${name}-${way}`).statement.rate_based_statement,
      );
      return header ? header[0].header.name : key;
    }),
  );

  expect(keys).toEqual(["IP", "x-shop-caller", "IP", "x-shop-caller"]);
});

test("the firewall lets an import of 200 MB through, and of all else what the API takes", () => {
  const [any] = [Object(called("too-large").statement).or_statement.statement];
  const patterns = JSON.stringify(any)
    .match(/\^\[0-9\]\{\d+,\}\$/g)!
    .map((text) => new RegExp(text));

  const [ofImports, ofOthers] = patterns;
  expect(ofImports!.test(String(200 * 1024 * 1024))).toBe(false);
  expect(ofImports!.test("1000000000")).toBe(true);
  expect(ofOthers!.test("500000")).toBe(false);
  expect(ofOthers!.test("1000000")).toBe(true);
});

test("the firewall logs no token, cookie or query", () => {
  const [logging] = made("aws_wafv2_web_acl_logging_configuration") as [Config];

  const hidden = JSON.stringify(logging.redacted_fields);
  for (const field of ["authorization", "cookie", "x-shop-proof", "query_string"])
    expect(hidden).toContain(field);
});
