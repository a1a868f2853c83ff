import { randomUUID } from "node:crypto";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { checkoutOf } from "./checkout";
import { expectGood } from "./connection";
import { inShares } from "./in-shares";
import type { LoadJob, MixedPart } from "./load-job";
import type { Step } from "./step";

/** What a job does over and over. */
export function stepOf(job: LoadJob): Step {
  switch (job.kind) {
    case "requests": {
      const next = inTurn(job.requests);
      return async (connection) => {
        expectGood(await connection.send(next()));
        return undefined;
      };
    }
    case "checkout":
      return checkoutOf(inTurn(job.skus));
    case "register":
      return register;
    case "refresh":
      return refreshOf(job.tokens);
    case "mixed":
      return mixedOf(job.parts);
  }
}

const register: Step = async (connection) => {
  const account = {
    email: `${randomUUID()}@bench.test`,
    password: "correct horse battery staple",
    name: "Casey Customer",
  };
  const body = JSON.stringify(account);
  expectGood(await connection.send({ method: "POST", path: `${apiPrefix}/auth/register`, body }));
  return undefined;
};

/** A token is good once, and its answer brings the next: as many are under way at once as there were at first. */
function refreshOf(tokens: readonly string[]): Step {
  const ready = [...tokens];
  return async (connection) => {
    const refreshToken = ready.shift();
    if (refreshToken === undefined) throw new Error("All sessions are being refreshed already.");
    const body = JSON.stringify({ refreshToken });
    const answer = await connection.send({ method: "POST", path: `${apiPrefix}/auth/refresh`, body });
    expectGood(answer);
    ready.push((JSON.parse(answer.body) as { refreshToken: string }).refreshToken);
    return undefined;
  };
}

function mixedOf(parts: readonly MixedPart[]): Step {
  const next = inShares(parts.map(({ name, weight, job }) => ({ name, weight, step: stepOf(job) })));
  return async (connection) => {
    const { name, step } = next();
    await step(connection);
    return name;
  };
}

function inTurn<Item>(items: readonly Item[]): () => Item {
  let at = 0;
  return () => {
    const item = items[at++ % items.length];
    if (item === undefined) throw new Error("There is nothing to ask for");
    return item;
  };
}
