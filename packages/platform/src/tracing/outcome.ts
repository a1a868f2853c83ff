import { toldOf } from "./annotate-node";
import { type Verdict, verdictOfError, verdictOfStatus } from "./faults";
import type { Annotations } from "./position";
import { userHash } from "./user-hash";

/** How a request or message ended. */
export interface Outcome {
  status?: number;
  /** Bytes of the answer's body. */
  contentLength?: number | undefined;
  /** What was thrown; its name, masked message and first frames are recorded, and those of what caused it. */
  error?: unknown;
  /** The caller went away before the answer had ended. */
  aborted?: boolean;
  /** Who called, where that is known: a hash of it is recorded. */
  userId?: string | undefined;
}

/** An answer that had begun well and was then broken off by an error is a fault, whatever its status says. */
export function verdictOf({ status, error }: Outcome): Verdict {
  const verdict = verdictOfStatus(status);
  return verdict === "fine" && error !== undefined ? verdictOfError(error) : verdict;
}

interface Ended extends Outcome {
  method: string | undefined;
  route: string;
  annotations: Annotations;
}

/** What a segment says of a request or message that has ended, in X-Ray's words. */
export function factsOf(ended: Ended): object {
  const { method, route, status, contentLength, userId, annotations } = ended;
  const user = userId === undefined ? undefined : userHash(userId);
  const told = toldOf({
    outcome: outcomeOf(ended),
    ...(method !== undefined && { route: `${method} ${route}` }),
    ...(user !== undefined && { user }),
    ...annotations,
  });
  return {
    annotations: told,
    ...(user !== undefined && { user }),
    ...(method !== undefined && {
      http: {
        request: { method, url: route },
        response: {
          ...(status !== undefined && { status }),
          ...(contentLength && { content_length: contentLength }),
        },
      },
    }),
  };
}

/** The shop's word for how it ended, unless it was annotated with a better one: `ok`, or the problem's code. */
function outcomeOf({ status = 200, error, aborted }: Outcome): string {
  const { code, status: known } = Object(error) as { code?: unknown; status?: unknown };
  if (typeof known === "number" && typeof code === "string") return code;
  if (status >= 500 || error !== undefined) return status >= 400 && status < 500 ? "refused" : "failed";
  if (aborted) return "aborted";
  return status < 400 ? "ok" : "refused";
}
