import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

const day = 86_400;
const month = 30 * day;

/** What scripts/release/figures/publish-figures.ts tells CloudWatch. */
type Figure = "Released" | "TakenBack" | "StoppedBefore" | "LeadTime" | "TimeToRestore";

type Metric = [namespace: string, name: string, dimension: string, value: string, options: object];

interface Chart {
  title: string;
  view: "timeSeries" | "singleValue";
  metrics: unknown[];
  stat?: string;
  period?: number;
}

/**
 * DORA's four keys, as `npm run dora` reckons them (scripts/release/figures/dora-rules.ts), from what releases told. Up to
 * a day that has no releases, and lead times for each release and not for each commit, both agree.
 */
export class ReleaseDashboard extends Construct {
  readonly #environment: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    this.#environment = stack.environment.name;
    const widgets = this.#charts().map(({ view, ...properties }, index) => ({
      type: "metric",
      ...{ x: 12 * (index % 2), y: 6 * Math.floor(index / 2), width: 12, height: 6 },
      properties: { ...properties, view, region: stack.environment.region },
    }));
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: stack.nameOf("releases"),
      dashboardBody: JSON.stringify({ start: "-P30D", periodOverride: "inherit", widgets }),
    });
  }

  #charts(): Chart[] {
    const hidden = (id: string) => ({ id, visible: false, stat: "Sum", period: month });
    return [
      {
        title: "Deployment frequency: releases a day that reached customers",
        ...{ view: "timeSeries", stat: "Sum", period: day },
        metrics: [
          this.#metric("Released", { label: "stayed" }),
          this.#metric("TakenBack", { label: "taken back" }),
        ],
      },
      {
        title: "Lead time: from a commit to all customers",
        ...{ view: "timeSeries", period: day },
        metrics: [
          this.#metric("LeadTime", { stat: "p50", label: "median" }),
          this.#metric("LeadTime", { stat: "p95", label: "95 in 100" }),
        ],
      },
      {
        title: "Change failure rate: taken back, of all that reached customers, in 30 days",
        view: "singleValue",
        metrics: [
          [
            {
              expression: "100 * FILL(back, 0) / (FILL(stayed, 0) + FILL(back, 0))",
              label: "% taken back",
              period: month,
            },
          ],
          this.#metric("Released", hidden("stayed")),
          this.#metric("TakenBack", hidden("back")),
        ],
      },
      {
        title: "Time to restore: from the first customer to the last who was taken back",
        ...{ view: "timeSeries", period: day },
        metrics: [
          this.#metric("TimeToRestore", { stat: "p50", label: "median" }),
          this.#metric("TimeToRestore", { stat: "Maximum", label: "longest" }),
        ],
      },
      {
        title: "Stopped before a customer saw them",
        ...{ view: "timeSeries", stat: "Sum", period: day },
        metrics: [this.#metric("StoppedBefore", { label: "releases" })],
      },
    ];
  }

  #metric(figure: Figure, options: object): Metric {
    return ["ShopEasy/Releases", figure, "Environment", this.#environment, options];
  }
}
