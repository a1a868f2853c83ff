import type { ApiRequest } from "../call-api";
import { readConfig } from "../config";
import { headCommit } from "../git";
import { branchOfBuild } from "./about-build";

export const bitbucketStates = ["INPROGRESS", "SUCCESSFUL", "FAILED", "STOPPED"] as const;
export type BitbucketState = (typeof bitbucketStates)[number];

/**
 * The status of a build, as its commit and its pull request show it. Bitbucket knows it by its key: another one of the
 * same key takes its place. @throws PipelineError where the environment does not say how to reach Bitbucket
 */
export async function bitbucketStatus(state: BitbucketState, description: string): Promise<ApiRequest> {
  const config = readConfig("bitbucket");
  const repository = `${config.BITBUCKET_WORKSPACE}/${config.BITBUCKET_REPOSITORY}`;
  const { sha } = await headCommit();
  const refname = branchOfBuild();
  return {
    what: "Bitbucket's build status",
    method: "POST",
    url: `${config.BITBUCKET_API}/repositories/${repository}/commit/${sha}/statuses/build`,
    headers: { authorization: `Bearer ${config.BITBUCKET_TOKEN}` },
    secrets: [config.BITBUCKET_TOKEN],
    isRepeatable: true,
    body: {
      key: "shopeasy",
      state,
      name: `${config.JOB_NAME} #${config.BUILD_NUMBER}`,
      description,
      url: config.BUILD_URL,
      // Without it a pull request would not show the status.
      ...(refname !== undefined && { refname }),
    },
  };
}
