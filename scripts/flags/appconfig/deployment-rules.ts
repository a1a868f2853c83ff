export interface KnownDeployment {
  number: number;
  version: number;
  /** AppConfig's word for it. */
  state: string;
  startedAt: Date | undefined;
}

/** AppConfig takes no second one while one is under way; what is baking is in use already, and watched. */
export const isUnderWay = ({ state }: KnownDeployment) =>
  ["VALIDATING", "DEPLOYING", "BAKING", "ROLLING_BACK"].includes(state);

const isInUse = ({ state }: KnownDeployment) => ["COMPLETE", "DEPLOYING", "BAKING"].includes(state);

/** The version that the services have, or are getting. Deployments come with the newest first. */
export const inUse = (deployments: readonly KnownDeployment[]): number | undefined =>
  deployments.find(isInUse)?.version;

/** The version that was in use before that one. */
export function priorVersion(deployments: readonly KnownDeployment[]): number | undefined {
  const version = inUse(deployments);
  return version === undefined
    ? undefined
    : deployments
        .filter((one) => one.state === "COMPLETE" && one.version < version)
        .map((one) => one.version)
        .toSorted((one, other) => other - one)[0];
}
