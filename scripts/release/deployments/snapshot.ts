import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  type CodeDeployClient,
  type DeploymentTarget,
  GetDeploymentGroupCommand,
  GetDeploymentTargetCommand,
  type LifecycleEvent,
  ListDeploymentTargetsCommand,
} from "@aws-sdk/client-codedeploy";
import { deploymentInfo } from "./deployment";

/** How far a deployment is. */
export interface Snapshot {
  deploymentId: string;
  /** What is released: the deployment group's name. */
  group: string;
  /** CodeDeploy's word: InProgress, Succeeded, Failed, Stopped, … */
  status: string;
  /** The percentage of requests, or invocations, that the next version gets. */
  shifted: number;
  /** When the first customers were sent there; null where none were. */
  exposedAt: string | null;
  /** Whether all of them go there for good, while the old tasks may still stand by. */
  isShifted: boolean;
  events: readonly { name: string; status: string; message: string | null }[];
  alarms: readonly { name: string; state: string }[];
  /** What went wrong, in CodeDeploy's words. */
  reason: string | null;
  /** The deployment by which CodeDeploy goes back, where it made one. */
  rollbackId: string | null;
}

const ended = new Set(["Succeeded", "Failed", "Stopped"]);
export const hasEnded = ({ status }: Pick<Snapshot, "status">): boolean => ended.has(status);

interface Looking {
  codedeploy: CodeDeployClient;
  cloudwatch: CloudWatchClient;
}

/** Looks at a deployment and at the alarms that would send it back: `alarmNames`, of its group, are looked up if left out. */
export async function lookAt(
  { codedeploy, cloudwatch }: Looking,
  deploymentId: string,
  alarmNames?: readonly string[],
): Promise<Snapshot> {
  const info = await deploymentInfo(codedeploy, deploymentId);
  const group = info.deploymentGroupName ?? "";
  const names = alarmNames ?? (await alarmNamesOf(codedeploy, info.applicationName ?? "", group));
  const [target, alarms] = await Promise.all([
    targetOf(codedeploy, deploymentId),
    alarmsOf(cloudwatch, names),
  ]);
  const { status: targetStatus, lifecycleEvents = [] } = target?.ecsTarget ?? target?.lambdaTarget ?? {};
  const status = info.status ?? "";
  return {
    ...{ deploymentId, group, status, alarms },
    shifted: shiftedOf(target),
    exposedAt: exposedAtOf(lifecycleEvents),
    // The target has succeeded when all requests are shifted; the deployment, when the old tasks are gone. The field
    // for that, `instanceTerminationWaitTimeStarted`, stays false: github.com/aws/containers-roadmap/issues/269
    isShifted: status === "Succeeded" || (!ended.has(status) && targetStatus === "Succeeded"),
    events: lifecycleEvents.map(({ lifecycleEventName = "", status: state = "", diagnostics }) => ({
      ...{ name: lifecycleEventName, status: state },
      message: diagnostics?.message || null,
    })),
    reason: info.rollbackInfo?.rollbackMessage ?? info.errorInformation?.message ?? null,
    rollbackId: info.rollbackInfo?.rollbackDeploymentId ?? null,
  };
}

async function targetOf(codedeploy: CodeDeployClient, deploymentId: string) {
  try {
    const { targetIds: [targetId] = [] } = await codedeploy.send(
      new ListDeploymentTargetsCommand({ deploymentId }),
    );
    if (targetId === undefined) return undefined;
    const { deploymentTarget } = await codedeploy.send(
      new GetDeploymentTargetCommand({ deploymentId, targetId }),
    );
    return deploymentTarget;
  } catch (error) {
    // It was made a moment ago.
    if (Object(error).name !== "DeploymentNotStartedException") throw error;
    return undefined;
  }
}

function shiftedOf(target: DeploymentTarget | undefined): number {
  const green = target?.ecsTarget?.taskSetsInfo?.find(({ taskSetLabel }) => taskSetLabel === "Green");
  const weight =
    green?.trafficWeight ?? (target?.lambdaTarget?.lambdaFunctionInfo?.targetVersionWeight ?? 0) * 100;
  return Math.round(weight);
}

/** That it is told by an event holds after customers were sent back, too. */
function exposedAtOf(events: readonly LifecycleEvent[]): string | null {
  const allowed = events.find(({ lifecycleEventName }) => lifecycleEventName === "AllowTraffic");
  if (!allowed || allowed.status === "Pending" || allowed.status === "Skipped") return null;
  return allowed.startTime?.toISOString() ?? null;
}

async function alarmNamesOf(codedeploy: CodeDeployClient, applicationName: string, group: string) {
  const { deploymentGroupInfo } = await codedeploy.send(
    new GetDeploymentGroupCommand({ applicationName, deploymentGroupName: group }),
  );
  return deploymentGroupInfo?.alarmConfiguration?.alarms?.flatMap(({ name }) => name ?? []) ?? [];
}

async function alarmsOf(cloudwatch: CloudWatchClient, names: readonly string[]) {
  if (names.length === 0) return [];
  const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [...names] }));
  return MetricAlarms.map(({ AlarmName = "", StateValue = "" }) => ({ name: AlarmName, state: StateValue }));
}
