import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { CeAnomalyMonitor } from "@cdktf/provider-aws/lib/ce-anomaly-monitor";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

/** Neither has a text of its own, so a tag says what to do. */
const tags = { Runbook: "docs/runbooks/cost.md" };

/** In a hundred of the budget: what was spent, and what AWS foresees by the end of the month. */
const told = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
];

/** Tells of a month that gets dearer than the environment's budget, and of any service of AWS that does so suddenly. */
export class Spending extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { monthlyBudgetUsd } = stack.environment;
    new BudgetsBudget(this, "month", {
      name: stack.nameOf("month"),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(monthlyBudgetUsd),
      limitUnit: "USD",
      notification: told.map((one) => ({
        ...{ ...one, comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" },
        subscriberSnsTopicArns: [stack.onCallTopicArn],
      })),
      tags,
    });
    const monitor = new CeAnomalyMonitor(this, "monitor", {
      name: stack.nameOf("services"),
      monitorType: "DIMENSIONAL",
      monitorDimension: "SERVICE",
      tags,
    });
    new CeAnomalySubscription(this, "anomalies", {
      name: stack.nameOf("anomalies"),
      frequency: "IMMEDIATE",
      monitorArnList: [monitor.arn],
      subscriber: [{ type: "SNS", address: stack.onCallTopicArn }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          // A twentieth of a month.
          values: [String(monthlyBudgetUsd / 20)],
        },
      },
      tags,
    });
  }
}
