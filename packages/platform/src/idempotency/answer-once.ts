import type { Db } from "../database/connect";
import { AppError, Conflict, ProtocolError, Unprocessable } from "../errors";
import {
  beginRequest,
  finishRequest,
  type IdempotentRequest,
  type KeptAnswer,
  releaseRequest,
} from "./requests";

/** What the work gives. `isKept`: it has kept the answer itself, in a statement with `finishing`. */
export interface FirstAnswer extends KeptAnswer {
  isKept?: boolean;
}

interface KeptProblem {
  code: string;
  detail: string;
  extras: Record<string, unknown>;
}

/**
 * Answers a request that has an idempotency key: with what `work` gives, or with the first answer again. `work` is told
 * `resumed` when an earlier run under this key died or ended in a 5xx: it then looks for what that one left. Refusals
 * (4xx) are kept as answers are; a 5xx is not.
 * @throws Conflict `request-in-progress`, Unprocessable `idempotency-key-reused`, and what `work` throws
 */
export async function answerOnce(
  db: Db,
  request: IdempotentRequest,
  work: (state: "first" | "resumed") => Promise<FirstAnswer>,
): Promise<KeptAnswer & { replayed: boolean }> {
  const beginning = await beginRequest(db, request);
  switch (beginning.state) {
    case "replay":
      return again(beginning.answer);
    case "in-progress":
      throw new Conflict(
        "request-in-progress",
        "The first request with this idempotency key is still running.",
      );
    case "reused":
      throw new Unprocessable(
        "idempotency-key-reused",
        "This idempotency key was used with another request before.",
      );
    case "first":
    case "resumed":
      return { ...(await firstAnswer(db, request, () => work(beginning.state))), replayed: false };
  }
}

async function firstAnswer(
  db: Db,
  request: IdempotentRequest,
  work: () => Promise<FirstAnswer>,
): Promise<KeptAnswer> {
  try {
    const { isKept, ...answer } = await work();
    if (!isKept) await finishRequest(db, request, answer);
    return answer;
  } catch (error) {
    if (error instanceof AppError && error.status < 500 && error.code !== "request-in-progress") {
      const { status, code, detail, extras } = error;
      await finishRequest(db, request, { status, body: { code, detail, extras } satisfies KeptProblem });
    } else {
      await releaseRequest(db, request);
    }
    throw error;
  }
}

function again(answer: KeptAnswer): KeptAnswer & { replayed: true } {
  if (answer.status < 400) return { ...answer, replayed: true };
  const { code, detail, extras } = answer.body as KeptProblem;
  throw new ProtocolError(answer.status, code, detail, extras).withHeaders({
    "Idempotency-Replayed": "true",
  });
}
