import { readConfig } from "../config";
import { messagesSince } from "../git";
import { issueKeysIn } from "./issue-key-rules";

/** The branch that this build is about, where Jenkins says so: of a pull request, the one that it comes from. */
export function branchOfBuild(): string | undefined {
  const { CHANGE_BRANCH, BRANCH_NAME } = readConfig("branch");
  return CHANGE_BRANCH ?? BRANCH_NAME;
}

/** The keys of Jira's issues in what came since the last build that succeeded. */
export async function issueKeysOfBuild(): Promise<string[]> {
  const { GIT_PREVIOUS_SUCCESSFUL_COMMIT } = readConfig("branch");
  return issueKeysIn(await messagesSince(GIT_PREVIOUS_SUCCESSFUL_COMMIT), branchOfBuild());
}
