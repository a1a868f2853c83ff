import {
  type CodeDeployClient,
  ContinueDeploymentCommand,
  CreateDeploymentCommand,
  type DeploymentInfo,
  GetDeploymentCommand,
  paginateListDeployments,
  type RevisionLocation,
  StopDeploymentCommand,
} from "@aws-sdk/client-codedeploy";
import { ReleaseError } from "../release-error";

/** Where CodeDeploy releases one thing. */
export interface DeploymentGroup {
  codedeploy: CodeDeployClient;
  application: string;
  group: string;
}

interface NewDeployment {
  revision: RevisionLocation;
  config: string;
  /** By which it is known again, after a crash. */
  description: string;
  /** Whether alarms that ring stop it: not where it is to put an end to them. */
  heedsAlarms: boolean;
}

const active = ["Created", "Queued", "InProgress", "Baking", "Ready"] as const;

/** The deployment that is under way in a group, of which there is one at most; null where there is none. */
export async function activeDeployment(on: DeploymentGroup): Promise<DeploymentInfo | null> {
  const [id] = await deploymentIds(on, { includeOnlyStatuses: [...active] });
  return id === undefined ? null : deploymentInfo(on.codedeploy, id);
}

/** CodeDeploy's own way back, while it is under way: the deployment that it takes back may not tell of it yet. */
export async function activeRollbackId(on: DeploymentGroup): Promise<string | null> {
  const found = await activeDeployment(on);
  return (found && isRollback(found) && found.deploymentId) || null;
}

const isRollback = ({ creator }: DeploymentInfo): boolean => creator === "codeDeployRollback";

/** The deployment of this description that began after `since`, whatever became of it; null where none did. */
export async function deploymentOf(
  on: DeploymentGroup,
  description: string,
  since: Date,
): Promise<DeploymentInfo | null> {
  // Clocks differ.
  const start = new Date(since.getTime() - 300_000);
  for (const id of await deploymentIds(on, { createTimeRange: { start } })) {
    const info = await deploymentInfo(on.codedeploy, id);
    if (info.description === description && !isRollback(info)) return info;
  }
  return null;
}

async function deploymentIds(on: DeploymentGroup, filter: object): Promise<string[]> {
  const pages = paginateListDeployments(
    { client: on.codedeploy },
    { applicationName: on.application, deploymentGroupName: on.group, ...filter },
  );
  const found: string[] = [];
  for await (const { deployments = [] } of pages) found.push(...deployments);
  return found;
}

export async function deploymentInfo(codedeploy: CodeDeployClient, id: string): Promise<DeploymentInfo> {
  const { deploymentInfo: info } = await codedeploy.send(new GetDeploymentCommand({ deploymentId: id }));
  if (!info) throw new ReleaseError(`CodeDeploy knows no deployment ${id}.`);
  return info;
}

/** Begins a deployment and gives its id, also where it began already. @throws ReleaseError that says who releases there, where somebody does */
export async function createDeployment(on: DeploymentGroup, wanted: NewDeployment): Promise<string> {
  try {
    const { deploymentId = "" } = await on.codedeploy.send(
      new CreateDeploymentCommand({
        ...{ applicationName: on.application, deploymentGroupName: on.group, revision: wanted.revision },
        ...{ deploymentConfigName: wanted.config, description: wanted.description },
        ...(!wanted.heedsAlarms && { overrideAlarmConfiguration: { enabled: false } }),
      }),
    );
    return deploymentId;
  } catch (error) {
    if (Object(error).name === "DeploymentLimitExceededException") {
      const other = await activeDeployment(on);
      // An answer was lost and it was asked for again, or somebody else follows the same release.
      if (other?.deploymentId && other.description === wanted.description) return other.deploymentId;
      throw new ReleaseError(`${on.group} is being released already: ${described(other)}`, { cause: error });
    }
    throw error;
  }
}

/** Stops a deployment and has customers sent back to what they had; says whether there was something to stop. */
export async function stopDeployment(codedeploy: CodeDeployClient, deploymentId: string): Promise<boolean> {
  try {
    await codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
    return true;
  } catch (error) {
    if (Object(error).name === "DeploymentAlreadyCompletedException") return false;
    throw error;
  }
}

/** Gives up the old tasks before their time, so that the next release can begin. */
export async function endTermination(codedeploy: CodeDeployClient, deploymentId: string): Promise<void> {
  try {
    await codedeploy.send(
      new ContinueDeploymentCommand({ deploymentId, deploymentWaitType: "TERMINATION_WAIT" }),
    );
  } catch (error) {
    if (Object(error).name !== "DeploymentAlreadyCompletedException") throw error;
  }
}

/** `d-ABC (release …), by user, since 2026-01-31T12:00:00.000Z` */
export function described(info: DeploymentInfo | null): string {
  if (!info) return "by somebody who has ended meanwhile: try again";
  const { deploymentId, description, creator, createTime } = info;
  return `${deploymentId} (${description || "no description"}), by ${creator}, since ${createTime?.toISOString()}`;
}
