import type { Construct } from "constructs";
import { type ServiceName, serviceNames } from "../../packages/contracts/src/route-table";
import { Certificate } from "../constructs/certificate";
import { Distribution } from "../constructs/distribution";
import { DistributionLogs } from "../constructs/distribution-logs";
import { Firewall } from "../constructs/firewall";
import { ForwarderProof } from "../constructs/forwarder-proof";
import { LoadBalancer } from "../constructs/load-balancer";
import { NamesInDns } from "../constructs/names-in-dns";
import { PartnersApi } from "../constructs/partners-api";
import { RoutedListener } from "../constructs/routed-listener";
import { type Colour, TargetGroup } from "../constructs/target-group";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import { apiHostOf, partnersHostOf } from "../names";
import { ports } from "./conversations";
import type { Data } from "./data-stack";
import type { Foundation, KeyArns } from "./foundation-stack";
import type { Messaging } from "./messaging-stack";
import type { Network } from "./network-stack";

interface EdgeProps {
  foundation: Foundation;
  network: Network;
  data: Data;
  messaging: Messaging;
}

type TargetGroups = Readonly<
  Record<ServiceName, Record<Colour, { arn: string; name: string; suffix: string }>>
>;

/** What the other stacks are told of the ways in; `suffix` is how metrics name a thing. */
export interface Edge {
  loadBalancer: { arn: string; suffix: string; dnsName: string };
  /** Their ARNs. */
  listeners: { production: string; test: string };
  targetGroups: TargetGroups;
  /** Where a release is looked at before customers see it. */
  testUrl: string;
  firewall: { name: string };
  distribution: { id: string };
  partnersApi: { id: string; logGroup: string };
  /** Their ARNs, by what they are for. */
  certificates: Readonly<Record<"shop" | "api" | "partners", string>>;
}

/** The ways in: CloudFront for customers, the load balancer with its firewall behind it, API Gateway for partners. */
export class EdgeStack extends EnvironmentStack implements Edge {
  readonly loadBalancer: LoadBalancer;
  readonly targetGroups: TargetGroups;
  readonly listeners: Edge["listeners"];
  readonly testUrl: string;
  readonly firewall: Firewall;
  readonly distribution: Distribution;
  readonly partnersApi: PartnersApi;
  readonly certificates: Edge["certificates"];

  constructor(scope: Construct, environment: Environment, props: EdgeProps) {
    super(scope, "edge", environment, props.foundation.onCallTopic);
    const { network, data, messaging } = props;
    const { keys } = props.foundation;
    const apiHost = apiHostOf(environment);
    const proof = new ForwarderProof(this, "proof");
    this.loadBalancer = new LoadBalancer(this, "load-balancer", {
      subnetIds: network.subnets.public,
      securityGroupId: network.securityGroups["load-balancer"],
      logsTo: data.buckets["access-logs"],
    });
    this.targetGroups = this.#targetGroups(network.vpcId);
    this.certificates = this.#certificates(apiHost);
    this.listeners = this.#listeners();
    this.testUrl = `https://${apiHost}:${ports.test}`;
    this.firewall = new Firewall(this, "firewall", {
      ...{ protectsArn: this.loadBalancer.arn, proof, keyArn: keys.operations },
    });
    this.distribution = this.#distribution(apiHost, proof, data);
    this.partnersApi = this.#partnersApi(apiHost, proof, { network, keys });
    new NamesInDns(this, "names", {
      aliases: {
        [environment.domain]: this.distribution,
        [apiHost]: { domainName: this.loadBalancer.dnsName, zoneId: this.loadBalancer.zoneId },
        [partnersHostOf(environment)]: this.partnersApi.host,
      },
      dkimTokens: messaging.mail.dkimTokens,
    });
  }

  #targetGroups(vpcId: string): TargetGroups {
    const group = (service: ServiceName, colour: Colour) =>
      new TargetGroup(this, `${service}-${colour}`, {
        ...{ name: `${service}-${colour}`, vpcId, port: ports.public },
      });
    return ofServices((service) => ({ blue: group(service, "blue"), green: group(service, "green") }));
  }

  #certificates(apiHost: string): Edge["certificates"] {
    const { domain } = this.environment;
    const provider = this.providerIn("us-east-1");
    const host = partnersHostOf(this.environment);
    return {
      shop: new Certificate(this, "certificate", { host: domain, provider }).arn,
      api: new Certificate(this, "api-certificate", { host: apiHost }).arn,
      partners: new Certificate(this, "partners-certificate", { host }).arn,
    };
  }

  #listeners(): Edge["listeners"] {
    const certificateArn = this.certificates.api;
    const listener = (name: string, port: number) =>
      new RoutedListener(this, name, {
        ...{ loadBalancerArn: this.loadBalancer.arn, certificateArn, port },
        targets: ofServices((service) => this.targetGroups[service].blue),
      }).arn;
    return { production: listener("production", ports.https), test: listener("test", ports.test) };
  }

  #distribution(apiHost: string, proof: ForwarderProof, { buckets }: Data): Distribution {
    const provider = this.providerIn("us-east-1");
    const distribution = new Distribution(this, "distribution", {
      certificateArn: this.certificates.shop,
      ...{ apiHost, proof, buckets },
      after: [this.firewall.resource],
    });
    new DistributionLogs(this, "distribution-logs", {
      ...{ distributionArn: distribution.arn, bucket: buckets["access-logs"], provider },
    });
    return distribution;
  }

  #partnersApi(
    apiHost: string,
    proof: ForwarderProof,
    { network, keys }: { network: Network; keys: KeyArns },
  ): PartnersApi {
    const host = partnersHostOf(this.environment);
    return new PartnersApi(this, "partners-api", {
      ...{ host, apiHost, proof, listenerArn: this.listeners.production },
      certificateArn: this.certificates.partners,
      subnetIds: network.subnets.private,
      securityGroupId: network.securityGroups["partners-link"],
      keyArn: keys.operations,
    });
  }
}

const ofServices = <Thing>(make: (service: ServiceName) => Thing): Record<ServiceName, Thing> =>
  Object.fromEntries(serviceNames.map((service) => [service, make(service)])) as Record<ServiceName, Thing>;
