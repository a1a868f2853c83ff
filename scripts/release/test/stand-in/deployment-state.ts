import { createHash } from "node:crypto";
import { AwsError } from "./aws-error";

export interface Made {
  id: string;
  application: string;
  group: string;
  config: string;
  description: string;
  creator: string;
  createdAt: number;
  status: string;
  target: "Pending" | "InProgress" | "Succeeded" | "Failed" | "Skipped";
  /** How many steps are done. */
  step: number;
  weights: number[];
  hook: string | undefined;
  heedsAlarms: boolean;
  apply: (percent: number) => void;
  undo: () => void;
  events: { name: string; status: string; message?: string }[];
  rollbackId?: string;
  reason?: string;
}

const weightsOf: Record<string, number[]> = {
  Canary10Percent5Minutes: [10, 100],
  Linear10PercentEvery1Minutes: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
  Linear10PercentEvery1Minute: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
  AllAtOnce: [100],
};

const before = [
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "AllowTestTraffic",
  "AfterAllowTestTraffic",
  "BeforeAllowTraffic",
];
export const active = ["Created", "Queued", "InProgress", "Baking", "Ready"];

/** A deployment of which nothing is done yet. */
export function newDeployment(
  number: number,
  { application, group, config }: Pick<Made, "application" | "group" | "config">,
): Made {
  const weights = weightsOf[/(Canary|Linear|AllAtOnce).*$/.exec(config)?.[0] ?? ""];
  if (!weights) throw new AwsError("DeploymentConfigDoesNotExistException");
  const names = config.includes(".Lambda") ? ["BeforeAllowTraffic"] : before;
  return {
    ...{ application, group, config, weights, description: "", creator: "user", status: "Created" },
    id: `d-${String(number).padStart(9, "A")}`,
    ...{ createdAt: Date.now() / 1_000, target: "Pending", step: 0, hook: undefined, heedsAlarms: true },
    ...{ apply: () => {}, undo: () => {} },
    events: [...names, "AllowTraffic", "AfterAllowTraffic"].map((name) => ({ name, status: "Pending" })),
  };
}

/** What percentage of requests has the new version. */
export function percentOf({ step, events, weights }: Made): number {
  return weights[step - (events.length - 2) - 1] ?? (step > events.length - 2 ? 100 : 0);
}

/** What CodeDeploy takes for an AppSpec: whole, and of its only version. */
export function readAppSpec(type: string, { content, sha256 }: { content: string; sha256: string }) {
  const isWhole = createHash("sha256").update(content).digest("hex") === sha256;
  if (type !== "AppSpecContent" || !isWhole || !content.startsWith('{"version":0.0,')) {
    throw new AwsError("InvalidRevisionException");
  }
  return JSON.parse(content);
}
