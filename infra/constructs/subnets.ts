import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

const tiers = ["public", "private", "isolated"] as const;
type Tier = (typeof tiers)[number];

/** The last two bytes and the size of each tier's subnets, zone by zone: tasks need most addresses. */
const ranges: Record<Tier, readonly [string, string, string]> = {
  public: ["0.0/24", "1.0/24", "2.0/24"],
  isolated: ["8.0/24", "9.0/24", "10.0/24"],
  private: ["16.0/20", "32.0/20", "48.0/20"],
};

/**
 * Subnets in three zones. Public ones hold the load balancer and the NAT gateways; from private ones, where tasks are,
 * the internet is reached through these; isolated ones, where data is, have no way out at all.
 */
export class Subnets extends Construct {
  readonly public: string[];
  readonly private: string[];
  readonly isolated: string[];
  readonly privateRouteTables: string[];
  readonly isolatedRouteTable: string;
  /** The addresses that the shop has to the rest of the world. */
  readonly natAddresses: string[];
  readonly natGatewayIds: string[];

  constructor(scope: Construct, id: string, { vpcId }: { vpcId: string }) {
    super(scope, id);
    const { zones, natGateways } = EnvironmentStack.of(this).environment;
    const subnets = (tier: Tier) => zones.map((_, zone) => this.#subnet(vpcId, tier, zone));
    const [open, inner, isolated] = [subnets("public"), subnets("private"), subnets("isolated")];

    const gateway = new InternetGateway(this, "internet", { vpcId, tags: this.#tags("internet") });
    const openTable = this.#routeTable(vpcId, "public", open);
    new Route(this, "public-out", {
      ...{ routeTableId: openTable, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
    });

    const nats = open.slice(0, natGateways).map((subnet, zone) => {
      const address = new Eip(this, `nat-address-${zone}`, {
        domain: "vpc",
        tags: this.#tags(`nat-${zone}`),
      });
      const nat = new NatGateway(this, `nat-${zone}`, {
        allocationId: address.allocationId,
        subnetId: subnet.id,
        tags: this.#tags(`nat-${zone}`),
        dependsOn: [gateway],
      });
      return { id: nat.id, address: address.publicIp };
    });
    this.privateRouteTables = inner.map((subnet, zone) => {
      const table = this.#routeTable(vpcId, `private-${zone}`, [subnet]);
      const natGatewayId = (nats[zone] ?? nats[0])?.id ?? "";
      new Route(this, `private-out-${zone}`, {
        ...{ routeTableId: table, destinationCidrBlock: "0.0.0.0/0", natGatewayId },
      });
      return table;
    });
    this.isolatedRouteTable = this.#routeTable(vpcId, "isolated", isolated);

    const idsOf = (all: Subnet[]) => all.map((subnet) => subnet.id);
    this.public = idsOf(open);
    this.private = idsOf(inner);
    this.isolated = idsOf(isolated);
    this.natAddresses = nats.map(({ address }) => address);
    this.natGatewayIds = nats.map(({ id }) => id);
  }

  #subnet(vpcId: string, tier: Tier, zone: number): Subnet {
    const { zones, cidr } = EnvironmentStack.of(this).environment;
    const network = cidr.split(".").slice(0, 2).join(".");
    return new Subnet(this, `${tier}-${zone}`, {
      vpcId,
      availabilityZone: zones[zone] ?? "",
      cidrBlock: `${network}.${ranges[tier][zone]}`,
      mapPublicIpOnLaunch: false,
      tags: this.#tags(`${tier}-${zones[zone]}`),
    });
  }

  #routeTable(vpcId: string, name: string, subnets: Subnet[]): string {
    const table = new RouteTable(this, `routes-${name}`, { vpcId, tags: this.#tags(name) });
    for (const [index, subnet] of subnets.entries()) {
      new RouteTableAssociation(this, `routes-${name}-of-${index}`, {
        ...{ routeTableId: table.id, subnetId: subnet.id },
      });
    }
    return table.id;
  }

  #tags(thing: string) {
    return { Name: EnvironmentStack.of(this).nameOf(thing) };
  }
}
