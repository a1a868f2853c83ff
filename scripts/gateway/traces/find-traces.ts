import { z } from "zod";
import { Trace, TraceSummary } from "./trace-schemas";

const withinMs = 5_000;

/** The newest traces first. Throws when the X-Ray listener does not answer. */
export async function listTraces(daemonAddress: string, limit: number): Promise<TraceSummary[]> {
  const answer = await ask(daemonAddress, `/traces?limit=${limit}`);
  return z.array(TraceSummary).parse(await answer.json());
}

/** Undefined where there is none of this id, or none any more. */
export async function getTrace(daemonAddress: string, id: string): Promise<Trace | undefined> {
  const answer = await ask(daemonAddress, `/traces/${encodeURIComponent(id)}`);
  if (answer.status === 404) return undefined;
  return Trace.parse(await answer.json());
}

async function ask(daemonAddress: string, path: string): Promise<Response> {
  const answer = await fetch(`http://${daemonAddress}${path}`, { signal: AbortSignal.timeout(withinMs) });
  if (!answer.ok && answer.status !== 404) throw new Error(`The X-Ray listener answered ${answer.status}`);
  return answer;
}
