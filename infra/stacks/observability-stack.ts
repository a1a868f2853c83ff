import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import type { Construct } from "constructs";
import { boards } from "../../packages/contracts/src/dashboards";
import { type TableName, tables } from "../../packages/contracts/src/resources";
import { serviceNames } from "../../packages/contracts/src/route-table";
import { Canary } from "../constructs/canary";
import { FrontAlarms } from "../constructs/front-alarms";
import { FunctionAlarms } from "../constructs/function-alarms";
import { GlobalAlarms } from "../constructs/global-alarms";
import { LoadBalancerAlarms } from "../constructs/load-balancer-alarms";
import { LoggedAlarm } from "../constructs/logged-alarm";
import { ReleaseDashboard } from "../constructs/release-dashboard";
import { ShopDashboard } from "../constructs/shop-dashboard";
import { SloAlarms } from "../constructs/slo-alarms";
import { Spending } from "../constructs/spending";
import { TableAlarms } from "../constructs/table-alarms";
import { TaskAlarms } from "../constructs/task-alarms";
import { TraceViews } from "../constructs/trace-views";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import type { Data } from "./data-stack";
import type { Edge } from "./edge-stack";
import type { Foundation } from "./foundation-stack";
import type { Lambdas } from "./lambdas-stack";
import { type Logging, loggedEvents, logging, otherErrorsOf, patternOf, workers } from "./logged-events";
import type { Network } from "./network-stack";
import { savedQueries } from "./saved-queries";
import type { Services } from "./services-stack";
import { without, withoutFunction, withoutTable } from "./without";

interface ObservabilityParts {
  foundation: Foundation;
  network: Network;
  data: Data;
  edge: Edge;
  lambdas: Lambdas;
  services: Services;
}

/** What wakes people, beside alarms that stand with what they watch; and where whoever is woken looks. */
export class ObservabilityStack extends EnvironmentStack {
  readonly #parts: ObservabilityParts;

  constructor(scope: Construct, environment: Environment, parts: ObservabilityParts) {
    super(scope, "observability", environment, parts.foundation.onCallTopic);
    this.#parts = parts;
    const { edge, services } = parts;
    new LoadBalancerAlarms(this, "load-balancer", {
      ...{ loadBalancer: edge.loadBalancer.suffix, targetGroups: edge.targetGroups, without },
    });
    new TaskAlarms(this, "tasks", {
      cluster: services.cluster.name,
      services: Object.fromEntries([...serviceNames, ...workers].map((name) => [name, this.nameOf(name)])),
      without,
    });
    this.#front();
    this.#tables();
    this.#functions();
    this.#logs();
    this.#savedQueries();
    this.#canary();
    new TraceViews(this, "traces");
    new Spending(this, "spending");
    new SloAlarms(this, "slos", { ticketTopicArn: parts.foundation.ticketTopic });
    new ReleaseDashboard(this, "releases");
    for (const board of boards) new ShopDashboard(this, `board-${board.id}`, board);
  }

  #front(): void {
    const { edge, network } = this.#parts;
    const { certificates, distribution } = edge;
    new FrontAlarms(this, "front", {
      region: this.environment.region,
      firewall: edge.firewall.name,
      partners: edge.partnersApi,
      certificates: { api: certificates.api, partners: certificates.partners },
      natGatewayIds: network.subnets.natGatewayIds,
    });
    new GlobalAlarms(this, "global", { distributionId: distribution.id, certificateArn: certificates.shop });
  }

  #tables(): void {
    for (const name of Object.keys(tables) as TableName[]) {
      const table = this.#parts.data.tables[name].name;
      new TableAlarms(this, `table-${name}`, { name, table, hurts: withoutTable[name] });
    }
  }

  #functions(): void {
    const { notifications, "inventory-stream": inventory } = this.#parts.lambdas.functions;
    new FunctionAlarms(this, "notifications", {
      ...{ ...notifications, program: "notifications", hurts: withoutFunction.notifications },
    });
    new FunctionAlarms(this, "inventory-stream", {
      ...{ ...inventory, program: "inventory-stream", hurts: withoutFunction["inventory-stream"] },
      readsStream: true,
    });
  }

  #logs(): void {
    const of = (by: readonly Logging[], pattern: (program: Logging) => string) =>
      by.map((program) => ({ logGroup: this.#logGroupOf(program), pattern: pattern(program) }));
    for (const [name, { by, above, hurts, runbook, ...lines }] of Object.entries(loggedEvents)) {
      new LoggedAlarm(this, name, { name, above, hurts, runbook, lines: of(by, () => patternOf(lines)) });
    }
    for (const name of [...serviceNames, ...(["notifications", "inventory-stream"] as const)]) {
      const by = logging.filter((program) => program === name || program === `${name}-worker`);
      new LoggedAlarm(this, `${name}-logged`, {
        ...{
          name: `${name}-logged-errors`,
          above: 0,
          runbook: "errors-logged",
          lines: of(by, otherErrorsOf),
        },
        hurts: `A person must look: ${name} came upon what it can't put right by itself.`,
      });
    }
  }

  #savedQueries(): void {
    for (const [name, { of = logging, lines }] of Object.entries(savedQueries)) {
      new CloudwatchQueryDefinition(this, `query-${name}`, {
        name: `${this.nameOf("runbooks")}/${name}`,
        logGroupNames: of.map((program) => this.#logGroupOf(program)),
        queryString: lines.join("\n| "),
      });
    }
  }

  #canary(): void {
    const { data, foundation } = this.#parts;
    new Canary(this, "canary", {
      ...{ name: "shop", source: "infra/functions/canary/handler.ts" },
      variables: { SHOP_URL: `https://${this.environment.domain}` },
      ...{ bucket: data.buckets["access-logs"], keyArn: foundation.keys.operations },
      hurts: "Customers find no products, or can't order: what one does up to the order fails from outside.",
    });
  }

  #logGroupOf(program: Logging): string {
    const { services, lambdas } = this.#parts;
    if (program === "notifications" || program === "inventory-stream") {
      return lambdas.functions[program].logGroup.name;
    }
    return services.logGroups[program].name;
  }
}
