import { colours } from "./colours";
import type { Inventory } from "./inventory";
import { box, text } from "./svg";

/** What is counted rather than drawn, one and many. */
const words: Readonly<Record<string, readonly [string, string]>> = {
  aws_kms_key: ["key", "keys"],
  aws_secretsmanager_secret: ["secret", "secrets"],
  aws_ecr_repository: ["repository", "repositories"],
  aws_subnet: ["subnet", "subnets"],
  aws_nat_gateway: ["NAT gateway", "NAT gateways"],
  aws_vpc_endpoint: ["endpoint", "endpoints"],
  aws_security_group: ["security group", "security groups"],
  aws_vpc_security_group_egress_rule: ["way between them", "ways between them"],
  aws_cloudwatch_metric_alarm: ["alarm", "alarms"],
  aws_cloudwatch_composite_alarm: ["combined alarm", "combined alarms"],
  aws_cloudwatch_log_group: ["log group", "log groups"],
  aws_cloudwatch_log_metric_filter: ["metric of logs", "metrics of logs"],
  aws_cloudwatch_query_definition: ["saved query", "saved queries"],
  aws_synthetics_canary: ["canary", "canaries"],
  aws_xray_group: ["trace group", "trace groups"],
  aws_budgets_budget: ["budget", "budgets"],
  aws_cloudtrail: ["trail", "trails"],
  aws_guardduty_detector: ["threat detector", "threat detectors"],
  aws_config_config_rule: ["rule of Config", "rules of Config"],
  aws_securityhub_account: ["Security Hub", "Security Hubs"],
  aws_inspector2_enabler: ["Inspector", "Inspectors"],
  aws_accessanalyzer_analyzer: ["access analyzer", "access analyzers"],
  aws_backup_vault: ["vault", "vaults"],
  aws_backup_plan: ["backup plan", "backup plans"],
  aws_backup_restore_testing_plan: ["restore test", "restore tests"],
  aws_lb_listener_rule: ["routing rule", "routing rules"],
  aws_acm_certificate: ["certificate", "certificates"],
  aws_codedeploy_deployment_group: ["deployment group", "deployment groups"],
  aws_appautoscaling_policy: ["scaling policy", "scaling policies"],
  aws_ecs_task_definition: ["task definition", "task definitions"],
  aws_iam_role: ["role", "roles"],
};

const columns = 6;
const lineHeight = 15;

/** A card for each stack, with how much there is of what the rows do not show; gives where they end. */
export function drawAround(
  inventory: Inventory,
  { top, left, right }: { top: number; left: number; right: number },
): { parts: string[]; end: number } {
  const stacks = [...new Set(inventory.things.map(({ stack }) => stack))];
  const cards = stacks.map((stack) => ({ stack, lines: countsOf(inventory, stack) }));
  const width = (right - left) / columns;
  const parts: string[] = [];
  let y = top;
  for (let first = 0; first < cards.length; first += columns) {
    const row = cards.slice(first, first + columns);
    const height = 30 + Math.max(...row.map(({ lines }) => lines.length)) * lineHeight;
    row.forEach(({ stack, lines }, index) => {
      const x = left + index * width;
      parts.push(box(x, y, width - 8, height, { fill: colours.band, stroke: colours.rule }));
      parts.push(text(x + 10, y + 18, stack, { "font-size": 12, "font-weight": 600, fill: colours.ink }));
      lines.forEach((counted, line) => {
        const at = y + 36 + line * lineHeight;
        parts.push(text(x + 10, at, counted, { "font-size": 11, fill: colours.quiet }));
      });
    });
    y += height + 8;
  }
  return { parts, end: y };
}

function countsOf(inventory: Inventory, stack: string): string[] {
  return Object.entries(words).flatMap(([type, [one, many]]) => {
    const count = inventory.ofType(type).filter((thing) => thing.stack === stack).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
}
