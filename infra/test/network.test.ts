import { serviceNames } from "../../packages/contracts/src/route-table";
import { environments } from "../environments";
import type { Resource } from "../policies/resources";
import { resources } from "./synthesized";

const names = Object.keys(environments) as (keyof typeof environments)[];

/** Who may talk to whom, all of it. A line that is to be changed here opens or closes a way in: think twice. */
const graph = `
  internet -> load-balancer:443
  partners-link -> load-balancer:443
  nat -> load-balancer:8443
  smoke-test -> internet:8443 internet:443
  load-balancer -> users:8080 catalog:8080 cart:8080 orders:8080 feedback:8080

  users -> users:8080 cart:8081 orders:8081 feedback:8081 postgres:5432 valkey:6379 endpoints:443 s3:443
  users-worker -> orders:8081 postgres:5432 endpoints:443 s3:443
  catalog -> users:8080 users:8081 cart:8081 orders:8081 feedback:8081
  catalog -> postgres:5432 valkey:6379 endpoints:443 s3:443 dynamodb:443
  catalog-worker -> postgres:5432 endpoints:443 s3:443
  cart -> users:8080 catalog:8081 orders:8081 valkey:6379 endpoints:443 s3:443 dynamodb:443
  cart-worker -> endpoints:443 s3:443 dynamodb:443
  orders -> users:8080 users:8081 catalog:8081 cart:8081
  orders -> postgres:5432 valkey:6379 endpoints:443 s3:443 internet:443
  orders-worker -> catalog:8081 postgres:5432 endpoints:443 s3:443 internet:443 internet:8443
  feedback -> users:8080 catalog:8081 valkey:6379 endpoints:443 s3:443 dynamodb:443
  feedback-worker -> catalog:8081 endpoints:443 s3:443 dynamodb:443
  notifications -> users:8081 catalog:8081 orders:8081 feedback:8081 endpoints:443 dynamodb:443 internet:443
  database-tasks -> postgres:5432 endpoints:443 s3:443
`;

const lines = graph
  .split("\n")
  .filter((line) => line.includes("->"))
  .flatMap((line) => {
    const [from = "", targets = ""] = line.trim().split(" -> ");
    return targets.split(" ").map((target) => `${from} -> ${target}`);
  });

/** The name behind a reference to a group, a list of prefixes, or addresses. */
function partyOf({ config }: Resource): string {
  const group = /aws_security_group\.groups_([a-z-]+)_/.exec(String(config.referenced_security_group_id));
  if (group) return group[1]!;
  const list = /aws_vpc_endpoint\.endpoints_([a-z0-9-]+)_/.exec(String(config.prefix_list_id));
  if (list) return list[1]!;
  if (config.cidr_ipv4 === "0.0.0.0/0") return "internet";
  return /aws_eip\.subnets_(nat)-/.exec(String(config.cidr_ipv4))?.[1] ?? `unknown ${config.cidr_ipv4}`;
}

const groupOf = ({ config }: Resource) =>
  /aws_security_group\.groups_([a-z-]+)_/.exec(String(config.security_group_id))?.[1] ?? "unknown";

const portOf = ({ config }: Resource) =>
  config.ip_protocol === "tcp" && config.from_port === config.to_port ? config.from_port : "several ports";

describe.each(names)("in %s", (environment) => {
  const rules = (way: "ingress" | "egress") =>
    resources(environment, "network", `aws_vpc_security_group_${way}_rule`);

  test("who may talk to whom is what the table says, at both ends", () => {
    const isGroup = (party: string) => !["internet", "nat", "s3", "dynamodb"].includes(party);

    const ingress = rules("ingress").map((rule) => `${partyOf(rule)} -> ${groupOf(rule)}:${portOf(rule)}`);
    const egress = rules("egress").map((rule) => `${groupOf(rule)} -> ${partyOf(rule)}:${portOf(rule)}`);

    const isIn = (line: string) => isGroup(line.split(" -> ")[1]!.split(":")[0]!);
    const isOut = (line: string) => isGroup(line.split(" -> ")[0]!);
    expect([...new Set(ingress)].sort()).toEqual(lines.filter(isIn).sort());
    expect([...new Set(egress)].sort()).toEqual(lines.filter(isOut).sort());
  });

  test("groups have no rules of their own, and the default group none at all", () => {
    for (const group of resources(environment, "network", "aws_security_group")) {
      expect(group.config).not.toHaveProperty("ingress");
      expect(group.config).not.toHaveProperty("egress");
    }
    const [byDefault] = resources(environment, "network", "aws_default_security_group");
    expect(Object.keys(byDefault!.config).sort()).toEqual(["//", "vpc_id"]);
  });

  test("three zones have a public, a private and an isolated subnet each, with no address twice", () => {
    const subnets = resources(environment, "network", "aws_subnet").map(({ config }) => config);

    const places = subnets.map(({ availability_zone: zone, tags }) => `${zone} ${Object(tags).Name}`);
    expect(new Set(places).size).toBe(9);
    expect(new Set(subnets.map(({ availability_zone: zone }) => zone)).size).toBe(3);
    expect(new Set(subnets.map(({ cidr_block: block }) => block)).size).toBe(9);
  });

  test("isolated subnets have no way out", () => {
    const routes = resources(environment, "network", "aws_route").map(({ config }) => config.route_table_id);

    expect(routes.filter((table) => String(table).includes("isolated"))).toEqual([]);
  });
});

test("in prod each zone goes out by a NAT gateway of its own, in dev all by one", () => {
  const gateways = (environment: "dev" | "prod") =>
    new Set(
      resources(environment, "network", "aws_route")
        .map(({ config }) => config.nat_gateway_id)
        .filter(Boolean),
    ).size;

  expect([gateways("dev"), gateways("prod")]).toEqual([1, 3]);
});

test("each service and its worker has a group", () => {
  const groups = resources("prod", "network", "aws_security_group").map(({ config }) => config.name);

  for (const service of serviceNames) {
    expect(groups).toEqual(
      expect.arrayContaining([`shopeasy-prod-${service}`, `shopeasy-prod-${service}-worker`]),
    );
  }
});
