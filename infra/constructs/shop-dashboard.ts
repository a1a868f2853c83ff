import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import {
  type Board,
  narrowed,
  type Panel,
  type Unit,
} from "../../packages/contracts/src/dashboard-definition";
import { metricsNamespace } from "../../packages/contracts/src/metrics";
import { serviceNames } from "../../packages/contracts/src/route-table";
import { EnvironmentStack } from "../environment-stack";
import { awsExpression, expressionsOf, isInCloudWatch } from "./shop-expressions";

const perRow = 3;
const width = 24 / perRow;
const height = 6;

/** What whoever looks chooses is put in its place. */
const chosen = "CHOSEN_SERVICE";

const units: Partial<Record<Unit, string>> = { seconds: "seconds", bytes: "bytes", share: "of 1" };

/** A board of packages/contracts in CloudWatch. What is not sent there is left out; what only AWS measures comes in. */
export class ShopDashboard extends Construct {
  readonly #namespace: string;
  readonly #region: string;

  constructor(scope: Construct, id: string, board: Board) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    this.#namespace = metricsNamespace(stack.environment.name);
    this.#region = stack.environment.region;
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: stack.nameOf(board.id),
      dashboardBody: JSON.stringify({
        ...{ start: "-PT3H", periodOverride: "inherit", widgets: this.#widgets(board) },
        ...(board.ofOneService && { variables: [serviceVariable] }),
        // Labels are made by CloudWatch: Terraform is to leave them.
      }).replaceAll("${", () => "$${"),
    });
  }

  #widgets(board: Board): object[] {
    const widgets: object[] = [{ ...text(`# ${board.title}\n${board.about}`), x: 0, y: 0 }];
    let y = 2;
    for (const row of board.rows) {
      const panels = row.panels.flatMap((panel) => this.#panel(panel, board));
      if (panels.length === 0) continue;
      widgets.push({ ...text(`## ${row.title}`), x: 0, y });
      y += 2;
      for (const [index, panel] of panels.entries()) {
        widgets.push({ ...panel, x: (index % perRow) * width, y: y + Math.floor(index / perRow) * height });
      }
      y += Math.ceil(panels.length / perRow) * height;
    }
    return widgets;
  }

  /** None where CloudWatch is told nothing of it. */
  #panel({ title, unit, lines, aws = [], limit, asNumbers }: Panel, board: Board): object[] {
    const shown = lines
      .map((line) => (board.ofOneService ? narrowed(line, { service: chosen }) : line))
      .filter(isInCloudWatch);
    const metrics = [
      ...shown.flatMap((line, index) => expressionsOf(line, this.#namespace, index)),
      ...aws.map(awsExpression),
    ];
    if (metrics.length === 0) return [];
    const label = units[unit];
    return [
      {
        ...{ type: "metric", width, height },
        properties: {
          ...{ title, region: this.#region, view: asNumbers ? "singleValue" : "timeSeries", period: 60 },
          metrics: metrics.map((metric) => [metric]),
          ...(!asNumbers && { yAxis: { left: { min: 0, showUnits: false, ...(label && { label }) } } }),
          ...(limit !== undefined && { annotations: { horizontal: [{ value: limit, label: "woken" }] } }),
        },
      },
    ];
  }
}

const text = (markdown: string) => ({ type: "text", width: 24, height: 2, properties: { markdown } });

const serviceVariable = {
  ...{ type: "pattern", pattern: chosen, inputType: "select", id: "service", label: "Service" },
  ...{ visible: true, defaultValue: serviceNames[0] },
  values: serviceNames.map((name) => ({ value: name, label: name })),
};
