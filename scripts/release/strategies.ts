/** How customers come from the version before to the next. */
export type Strategy = "canary10" | "linear" | "all-at-once";

export interface Shift {
  /** CodeDeploy's name of it, for a service: https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html */
  codeDeployConfig: string;
  /** The share of requests that the next version gets, and for how long before the next step. */
  steps: readonly { percent: number; holdSeconds: number }[];
}

const tenths = [10, 20, 30, 40, 50, 60, 70, 80, 90];

/** What releases do on AWS by CodeDeploy, and locally by the gateway. */
export const strategies: Record<Strategy, Shift> = {
  canary10: {
    codeDeployConfig: "CodeDeployDefault.ECSCanary10Percent5Minutes",
    steps: [
      { percent: 10, holdSeconds: 300 },
      { percent: 100, holdSeconds: 0 },
    ],
  },
  linear: {
    codeDeployConfig: "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
    steps: [...tenths.map((percent) => ({ percent, holdSeconds: 60 })), { percent: 100, holdSeconds: 0 }],
  },
  "all-at-once": {
    codeDeployConfig: "CodeDeployDefault.ECSAllAtOnce",
    steps: [{ percent: 100, holdSeconds: 0 }],
  },
};

export const strategyNames = Object.keys(strategies) as Strategy[];
