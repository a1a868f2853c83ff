import { apiPrefix, routeTable, type ServiceName } from "../../packages/contracts/src/route-table";
import { rulesOf } from "../constructs/route-rules";
import { environmentNames } from "../environments";
import { resources } from "./synthesized";

type Config = Record<string, unknown>;
const made = (type: string) => resources("prod", "edge", type).map(({ config }) => config);

/** Every path that the route table gives to a service, and what lies below it. */
const claimed = routeTable.flatMap(({ service, prefixes, ...entry }) =>
  [...prefixes.map((prefix) => `${apiPrefix}${prefix}`), ...("pages" in entry ? entry.pages : [])].flatMap(
    (path) => [path, `${path}/*`].map((pattern) => `${pattern} -> ${service}`),
  ),
);
const ports = { production: 443, test: 8443 };

const serviceOf = (action: unknown) =>
  /aws_lb_target_group\.([a-z]+)-blue_group_/.exec(JSON.stringify(action))?.[1];

describe.each(environmentNames)("in %s", (environment) => {
  const of = (type: string, listener: string) =>
    resources(environment, "edge", type).filter(({ address }) => address.includes(`.${listener}_`));
  const rules = (listener: string) => of("aws_lb_listener_rule", listener).map(({ config }) => config);
  const patterns = ({ condition }: Config) =>
    Object((condition as unknown[])[0]).path_pattern.values as string[];

  test.each(["production", "test"] as const)(
    "the %s listener sends every path of the route table to its service, and no other path",
    (listener) => {
      const sent = rules(listener).flatMap((rule) =>
        patterns(rule).map((pattern) => `${pattern} -> ${serviceOf(rule.action)}`),
      );

      expect(sent.sort()).toEqual([...claimed].sort());
    },
  );

  test.each(["production", "test"] as const)("the %s listener gives all else to catalog", (listener) => {
    const { config } = of("aws_lb_listener", listener)[0]!;

    expect(serviceOf(config.default_action)).toBe("catalog");
    expect(config).toMatchObject({
      port: ports[listener],
      protocol: "HTTPS",
      ssl_policy: expect.stringContaining("TLS13"),
    });
  });

  test("a rule has no more than the five values that it can have, and a place of its own", () => {
    for (const listener of Object.keys(ports)) {
      const all = rules(listener);

      expect(Math.max(...all.map((rule) => patterns(rule).length))).toBeLessThanOrEqual(5);
      expect(new Set(all.map(({ priority }) => priority)).size).toBe(all.length);
    }
  });

  test("what releases shift is let be", () => {
    const rule = resources(environment, "edge", "aws_lb_listener_rule").map(({ config }) => config.lifecycle);
    const listener = resources(environment, "edge", "aws_lb_listener").map(({ config }) => config.lifecycle);

    expect(new Set(rule.map((kept) => JSON.stringify(kept)))).toEqual(
      new Set(['{"ignore_changes":["action"]}']),
    );
    expect(new Set(listener.map((kept) => JSON.stringify(kept)))).toEqual(
      new Set(['{"ignore_changes":["default_action"]}']),
    );
  });

  test("names of target groups and load balancers are no longer than AWS takes", () => {
    const names = ["aws_lb", "aws_lb_target_group"].flatMap((type) =>
      resources(environment, "edge", type).map(({ config }) => String(config.name)),
    );

    expect(names).toHaveLength(11);
    expect(names.filter((name) => name.length > 32)).toEqual([]);
  });
});

test("a prefix or a page more in the route table is a pattern more in the rules, for its service", () => {
  const table = [{ service: "cart" as ServiceName, prefixes: ["/carts", "/wishes"], pages: ["/wish"] }];

  const rules = rulesOf(table);

  expect(rules).toEqual([
    {
      id: "cart-0",
      service: "cart",
      priority: 3_000,
      patterns: ["/api/v1/carts", "/api/v1/carts/*", "/api/v1/wishes", "/api/v1/wishes/*"],
    },
    { id: "cart-1", service: "cart", priority: 3_001, patterns: ["/wish", "/wish/*"] },
  ]);
});

test("a prefix more of one service leaves the rules of the others in their places", () => {
  const placesOf = (usersPrefixes: string[]) =>
    rulesOf([
      { service: "users", prefixes: usersPrefixes },
      { service: "orders", prefixes: ["/orders"] },
    ]).flatMap(({ service, priority }) => (service === "orders" ? [priority] : []));

  expect(placesOf(["/auth", "/users", "/addresses"])).toEqual(placesOf(["/auth"]));
});

test("every name that leads somewhere has a certificate, and CloudFront's is of us-east-1", () => {
  const names = made("aws_route53_record")
    .filter(({ alias }) => alias !== undefined)
    .map(({ name }) => name);
  const certificates = made("aws_acm_certificate");

  expect(names.sort()).toEqual(certificates.map(({ domain_name }) => domain_name).sort());
  expect(certificates.filter(({ provider }) => provider === "aws.us-east-1")).toEqual([
    expect.objectContaining({ domain_name: "shopeasy.example" }),
  ]);
});

test("partners come in throttled and logged, by TLS to the load balancer's own name", () => {
  const [stage] = made("aws_apigatewayv2_stage") as [Config];
  const [integration] = made("aws_apigatewayv2_integration") as [Config];

  expect(stage).toMatchObject({
    default_route_settings: { throttling_rate_limit: 200 },
    access_log_settings: { format: expect.not.stringMatching(/authorization|query/i) },
  });
  expect(integration).toMatchObject({
    connection_type: "VPC_LINK",
    tls_config: { server_name_to_verify: "api.shopeasy.example" },
  });
});
