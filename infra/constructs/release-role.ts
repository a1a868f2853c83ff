import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { ServiceRole } from "./service-role";

export interface ReleaseRoleProps {
  name: string;
  cluster: { name: string; arn: string };
  /** ARNs of the load balancer's listeners. */
  listeners: readonly string[];
  /** The lambda that looks at a release before customers see it. */
  smokeTest: { arn: string };
  /** ARNs of the roles that the tasks take on. */
  taskRoles: readonly string[];
}

/** What CodeDeploy does in our name: makes tasks beside the old ones, and shifts requests to them. */
export function releaseRole(scope: Construct, id: string, props: ReleaseRoleProps): string {
  const stack = EnvironmentStack.of(scope);
  const services = stack.arn("ecs", `service/${props.cluster.name}/*`);
  const taskSets = stack.arn("ecs", `task-set/${props.cluster.name}/*`);
  /** `…:listener/app/shop/1/2` has the rules `…:listener-rule/app/shop/1/2/*`. */
  const rulesOf = (listener: string) => `${Fn.replace(listener, ":listener/", ":listener-rule/")}/*`;
  return new ServiceRole(scope, id, {
    name: props.name,
    service: "codedeploy.amazonaws.com",
    may: [
      { actions: ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"], resources: [services] },
      { actions: ["ecs:DeleteTaskSet"], resources: [taskSets] },
      {
        actions: ["ecs:CreateTaskSet"],
        resources: ["*"],
        conditions: [["ArnEquals", "ecs:cluster", props.cluster.arn]],
        becauseWide:
          "Task sets that are not there yet, load balancers and alarms that are only looked at: no resources.",
      },
      {
        actions: [
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeRules",
          "elasticloadbalancing:DescribeTargetGroups",
          "cloudwatch:DescribeAlarms",
        ],
        resources: ["*"],
      },
      { actions: ["elasticloadbalancing:ModifyListener"], resources: [...props.listeners] },
      { actions: ["elasticloadbalancing:ModifyRule"], resources: props.listeners.map(rulesOf) },
      { actions: ["lambda:InvokeFunction"], resources: [props.smokeTest.arn] },
      {
        actions: ["iam:PassRole"],
        resources: [...props.taskRoles],
        conditions: [["StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"]],
      },
    ],
  }).arn;
}
