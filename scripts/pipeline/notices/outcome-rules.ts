import type { BitbucketState } from "./bitbucket-status";
import type { JiraNotice } from "./jira";

/** How Jenkins says that a build ended. `NOT_BUILT` is one that a newer one has overtaken. */
export const buildResults = ["SUCCESS", "UNSTABLE", "FAILURE", "ABORTED", "NOT_BUILT"] as const;
export type BuildResult = (typeof buildResults)[number];

interface Outcome {
  bitbucket: BitbucketState;
  jira: Extract<JiraNotice, { kind: "builds" }>["state"];
  /** As the channel reads it. */
  words: string;
}

export const outcomes: Readonly<Record<BuildResult, Outcome>> = {
  SUCCESS: { bitbucket: "SUCCESSFUL", jira: "successful", words: "went well" },
  UNSTABLE: { bitbucket: "FAILED", jira: "failed", words: "ended with faults" },
  FAILURE: { bitbucket: "FAILED", jira: "failed", words: "FAILED" },
  ABORTED: { bitbucket: "STOPPED", jira: "cancelled", words: "was stopped" },
  NOT_BUILT: { bitbucket: "STOPPED", jira: "cancelled", words: "was overtaken by a newer one" },
};

/** The channel hears of what is released, and not of each branch. */
export const isForChannel = (branch: string | undefined, result: BuildResult): boolean =>
  branch === "main" && result !== "NOT_BUILT";
