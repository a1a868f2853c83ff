import type { Git } from "../git";
import { presentSources, sourcesAt } from "../sources";
import type { Schema } from "../sql/schema";
import type { Contract } from "./contract";
import { filesThatName } from "./naming-rules";

/**
 * What is wrong with a contract: its release is not one that this checkout comes after, or the code names the thing, now or
 * in that release. Where the history is cut off or missing, the release is taken at its word.
 */
export function contractFaults(git: Git, service: string, contract: Contract, left: Schema): string[] {
  const { what, release } = contract;
  const now = filesThatName(what, presentSources(git.root, service), left);
  const faults = now.length > 0 ? [`${what} is still named by ${now.join(", ")}`] : [];
  const commit = git.commit(release);
  if (!commit) {
    return git.history === "whole"
      ? [...faults, `there is no release ${release} in this repository`]
      : faults;
  }
  if (!git.isAncestor(commit)) {
    // A history that is cut off may not show how the two hang together.
    return git.history === "whole" ? [...faults, `${release} is no release before this one`] : faults;
  }
  const then = filesThatName(what, sourcesAt(git, commit, service), left);
  return then.length > 0
    ? [...faults, `${release} itself still names ${what}, in ${then.join(", ")}`]
    : faults;
}
