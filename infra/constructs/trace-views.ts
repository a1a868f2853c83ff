import { XrayGroup } from "@cdktf/provider-aws/lib/xray-group";
import { XraySamplingRule } from "@cdktf/provider-aws/lib/xray-sampling-rule";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

/**
 * Traces that are worth a look of their own, by what services annotate (see docs/tracing.md). They send those that fail
 * whatever the sampling.
 */
const groups: Readonly<Record<string, string>> = {
  failing: "fault = true",
  slow: "responsetime > 2",
  // Whatever brought a checkout forward: ids of orders begin with the time, and so with 0 for centuries.
  checkout: 'annotation.order_id BEGINSWITH "0"',
  "lost-sales": 'annotation.outcome = "out-of-stock" OR annotation.outcome = "declined"',
  "late-events": "annotation.wait_ms > 60000",
};

interface Rule {
  priority: number;
  urlPath: string;
  httpMethod: string;
  /** A second, before `rate` counts. */
  reservoirSize: number;
  rate: number;
}

/** Of orders, which have the most steps. */
const manyOf = (usual: number) => Math.min(1, 5 * usual);

/**
 * What services heed as they begin a trace: they fetch it in the background, so that no request waits for X-Ray. Until
 * they have it, and where they can't, their own `TRACE_SAMPLE_RATE` holds.
 */
const rulesFor = (usual: number): Readonly<Record<string, Rule>> => ({
  orders: {
    priority: 100,
    httpMethod: "POST",
    urlPath: "/api/v1/orders*",
    reservoirSize: 5,
    rate: manyOf(usual),
  },
  checkout: {
    priority: 110,
    httpMethod: "*",
    urlPath: "/api/v1/checkout*",
    reservoirSize: 5,
    rate: manyOf(usual),
  },
  others: { priority: 1_000, httpMethod: "*", urlPath: "*", reservoirSize: 1, rate: usual },
});

/** How X-Ray sorts traces, and how many it is to have. */
export class TraceViews extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    for (const [name, filterExpression] of Object.entries(groups)) {
      new XrayGroup(this, name, {
        groupName: stack.nameOf(name),
        filterExpression,
        insightsConfiguration: { insightsEnabled: name === "failing", notificationsEnabled: false },
      });
    }
    for (const [name, { rate, ...rule }] of Object.entries(rulesFor(stack.environment.traceRate))) {
      new XraySamplingRule(this, `rule-${name}`, {
        ...{ ruleName: stack.nameOf(name), version: 1, fixedRate: rate, ...rule },
        ...{ host: "*", serviceName: "*", serviceType: "*", resourceArn: "*" },
      });
    }
  }
}
