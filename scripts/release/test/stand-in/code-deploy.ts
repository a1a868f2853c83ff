import { AwsError } from "./aws-error";
import { active, type Made, newDeployment, percentOf, readAppSpec } from "./deployment-state";
import type { Ecs } from "./ecs";
import type { Functions } from "./functions";

/** CodeDeploy as its API says it behaves: each look at a deployment finds it a step further. */
export class CodeDeploy {
  readonly deployments: Made[] = [];
  /** Looks for which the old tasks stay when all is shifted. */
  waitLooks = 2;
  /** What the hook finds. */
  hookFails = false;
  /** By group: the alarm that rings when so many in a hundred have the new version. */
  ringsAt: Record<string, number> = {};
  /** Whether the next deployment is made without an answer. */
  losesAnswer = false;
  /** Whether a way back takes its time, and is told of by what it takes back only when it is over. */
  goesBackSlowly = false;
  /** Names of alarms that ring. */
  readonly ringing = new Set<string>();

  constructor(
    readonly ecs: Ecs,
    readonly functions: Functions,
    readonly ownConfig = "CodeDeployDefault.ECSCanary10Percent5Minutes",
  ) {}

  alarmsOf = (group: string) => [`${group}-release-errors`, `${group}-release-slow`];

  CreateDeployment(input: any) {
    const { applicationName: application, deploymentGroupName: group, revision } = input;
    if (this.#active(application, group)) throw new AwsError("DeploymentLimitExceededException");
    const made = newDeployment(this.deployments.length + 1, {
      application,
      group,
      config: input.deploymentConfigName ?? this.ownConfig,
    });
    made.description = input.description ?? "";
    made.heedsAlarms = input.overrideAlarmConfiguration?.enabled !== false;
    this.#revise(made, revision);
    this.deployments.push(made);
    if (this.losesAnswer) {
      this.losesAnswer = false;
      throw new AwsError("InternalFailure", "", 500);
    }
    return { deploymentId: made.id };
  }

  ListDeployments({ applicationName, deploymentGroupName, includeOnlyStatuses, createTimeRange }: any) {
    const since = createTimeRange?.start ?? 0;
    const found = this.deployments.filter(
      ({ application, group, status, createdAt }) =>
        application === applicationName &&
        group === deploymentGroupName &&
        (!includeOnlyStatuses || includeOnlyStatuses.includes(status)) &&
        createdAt >= since,
    );
    return { deployments: found.map(({ id }) => id).reverse() };
  }

  GetDeployment({ deploymentId }: any) {
    const made = this.#find(deploymentId);
    const { id, application, group, status, description, creator, createdAt, reason } = made;
    const back = this.deployments.find((one) => one.id === made.rollbackId);
    const rollbackId = this.goesBackSlowly && back && active.includes(back.status) ? undefined : back?.id;
    const answer = {
      deploymentInfo: {
        ...{ deploymentId: id, applicationName: application, deploymentGroupName: group, status },
        ...{ description, creator, createTime: createdAt, instanceTerminationWaitTimeStarted: false },
        ...(rollbackId && { rollbackInfo: { rollbackDeploymentId: rollbackId, rollbackMessage: reason } }),
        ...(reason && { errorInformation: { code: "ALARM_ACTIVE", message: reason } }),
      },
    };
    this.#advance(made);
    return answer;
  }

  ListDeploymentTargets({ deploymentId }: any) {
    const { status } = this.#find(deploymentId);
    if (status === "Created") throw new AwsError("DeploymentNotStartedException");
    return { targetIds: ["target"] };
  }

  GetDeploymentTarget({ deploymentId }: any) {
    const made = this.#find(deploymentId);
    const percent = percentOf(made);
    const lifecycleEvents = made.events.map(({ name, status, message }) => ({
      ...{ lifecycleEventName: name, status, ...(message && { diagnostics: { message } }) },
      ...(status !== "Pending" && { startTime: made.createdAt }),
    }));
    const common = { deploymentId, targetId: "target", status: made.target, lifecycleEvents };
    if (made.config.includes(".Lambda")) {
      const lambdaFunctionInfo = { targetVersionWeight: percent / 100 };
      return {
        deploymentTarget: {
          deploymentTargetType: "LambdaTarget",
          lambdaTarget: { ...common, lambdaFunctionInfo },
        },
      };
    }
    const taskSetsInfo = [
      { taskSetLabel: "Blue", trafficWeight: 100 - percent },
      { taskSetLabel: "Green", trafficWeight: percent },
    ];
    return {
      deploymentTarget: { deploymentTargetType: "ECSTarget", ecsTarget: { ...common, taskSetsInfo } },
    };
  }

  GetDeploymentGroup({ deploymentGroupName }: any) {
    const alarms = this.alarmsOf(deploymentGroupName).map((name) => ({ name }));
    return {
      deploymentGroupInfo: {
        deploymentConfigName: this.ownConfig,
        alarmConfiguration: { enabled: true, alarms },
      },
    };
  }

  StopDeployment({ deploymentId }: any) {
    const made = this.#find(deploymentId);
    if (!active.includes(made.status)) throw new AwsError("DeploymentAlreadyCompletedException");
    this.#goBack(made, "Stopped", "It was stopped.");
    return { status: "Pending" };
  }

  ContinueDeployment({ deploymentId, deploymentWaitType }: any) {
    const made = this.#find(deploymentId);
    if (deploymentWaitType !== "TERMINATION_WAIT" || made.target !== "Succeeded") {
      throw new AwsError("DeploymentIsNotInReadyStateException");
    }
    made.status = "Succeeded";
    return {};
  }

  #revise(made: Made, { revisionType, appSpecContent }: any): void {
    const { Resources, Hooks = [] } = readAppSpec(revisionType, appSpecContent);
    made.hook = Hooks[0]?.AfterAllowTestTraffic;
    const [[name, { Type, Properties }]] = Object.entries<any>(Resources[0]) as [[string, any]];
    if (Type === "AWS::Lambda::Function") {
      Object.assign(made, this.functions.shifting(name, Properties));
      return;
    }
    const { ContainerName, ContainerPort } = Properties.LoadBalancerInfo;
    if (ContainerName !== "program" || ContainerPort !== 8080) throw new AwsError("InvalidRevisionException");
    const undo = this.ecs.primaryOf(made.group);
    this.ecs.requireRevision(Properties.TaskDefinition);
    made.apply = (percent) => {
      if (percent === 100) this.ecs.setPrimary(made.group, Properties.TaskDefinition);
    };
    made.undo = () => this.ecs.setPrimary(made.group, undo);
  }

  #advance(made: Made): void {
    if (!active.includes(made.status)) return;
    if (made.status === "Created") {
      made.status = "InProgress";
      made.target = "InProgress";
      return;
    }
    if (made.heedsAlarms && this.alarmsOf(made.group).some((name) => this.ringing.has(name))) {
      this.#goBack(made, "Stopped", "One or more alarms have been activated.");
      return;
    }
    const shifting = made.events.length - 2;
    if (made.step < shifting) {
      // A look now and then sees several of them done.
      for (let done = 0; done < 3 && made.step < shifting && made.status === "InProgress"; done++) {
        this.#lifecycle(made, made.step++);
      }
      return;
    }
    const weight = made.weights[made.step - shifting];
    if (weight !== undefined) {
      made.step += 1;
      this.#set(made, "AllowTraffic", weight === 100 ? "Succeeded" : "InProgress");
      made.apply(weight);
      if ((this.ringsAt[made.group] ?? 101) <= weight) this.ringing.add(this.alarmsOf(made.group)[0] ?? "");
      return;
    }
    this.#set(made, "AfterAllowTraffic", "Succeeded");
    made.target = "Succeeded";
    const waits = made.config.includes(".Lambda") ? 0 : this.waitLooks;
    if (made.step++ - shifting - made.weights.length >= waits) made.status = "Succeeded";
  }

  #lifecycle(made: Made, step: number): void {
    const name = made.events[step]?.name ?? "";
    const fails = name === "AfterAllowTestTraffic" && made.hook !== undefined && this.hookFails;
    this.#set(made, name, fails ? "Failed" : "Succeeded");
    if (fails) this.#goBack(made, "Failed", "The smoke test said that it is not good.");
  }

  #set(made: Made, name: string, status: string): void {
    const event = made.events.find((one) => one.name === name);
    if (event) event.status = status;
  }

  #goBack(made: Made, status: string, reason: string): void {
    const back = newDeployment(this.deployments.length + 1, { ...made, config: made.config });
    Object.assign(back, { creator: "codeDeployRollback", description: made.description, heedsAlarms: false });
    if (this.goesBackSlowly) {
      Object.assign(back, { status: "InProgress", weights: [100], step: back.events.length - 2 });
      back.apply = () => made.undo();
    } else {
      made.undo();
      Object.assign(back, { status: "Succeeded", target: "Succeeded", step: 99 });
    }
    this.deployments.push(back);
    Object.assign(made, { status, reason, target: "Failed", rollbackId: back.id, step: 0, weights: [] });
  }

  #active(application: string, group: string): Made | undefined {
    return this.deployments.find(
      (made) => made.application === application && made.group === group && active.includes(made.status),
    );
  }

  #find(id: string): Made {
    const found = this.deployments.find((made) => made.id === id);
    if (!found) throw new AwsError("DeploymentDoesNotExistException");
    return found;
  }
}
