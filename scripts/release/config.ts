import { userInfo } from "node:os";
import { ReleaseError } from "./release-error";

interface ReleaseConfig {
  /** Who releases, as records name them. */
  by: string;
  /** By so much are waits made shorter or longer: a rehearsal against a stand-in has no need for five seconds. */
  pace: number;
}

/**
 * `RELEASED_BY` names who releases: a pipeline says which build it is. Without it, it is who is signed in here.
 * @throws ReleaseError that names what is wrong
 */
export function readConfig(): ReleaseConfig {
  const pace = Number(process.env.RELEASE_PACE ?? "1");
  if (!(pace >= 0 && pace <= 10)) throw new ReleaseError("RELEASE_PACE is a number from 0 to 10");
  return { by: process.env.RELEASED_BY || userInfo().username, pace };
}
