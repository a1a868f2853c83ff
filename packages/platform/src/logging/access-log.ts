import type { Logger } from "./logger";
import { ReadSamples } from "./read-samples";
import { redactText } from "./redact";

/** One answered request, as the log tells of it. */
export interface Access {
  /** As node's parser took it, and the route's pattern: neither can hold anything that must not be written. */
  method: string;
  route: string;
  status: number;
  milliseconds: number;
  /** Of the answer's body, where it is known. */
  bytes: number | undefined;
  principalId: string | undefined;
  /** Whether the caller went away before the answer had ended. */
  aborted: boolean;
  requestId: string;
  traceId: string;
  /** Whether its trace is recorded: whoever finds that one looks for its line. */
  isTraced?: boolean;
}

/** What takes longer than this is not noise. */
const slowMs = 1_000;

const isQuietRead = ({ method, status, aborted, milliseconds, isTraced }: Access): boolean =>
  (method === "GET" || method === "HEAD") &&
  ((status >= 200 && status < 300) || status === 304) &&
  !aborted &&
  !isTraced &&
  milliseconds < slowMs;

/**
 * Writes `request.completed`: the one line that every request has, so it is put together by hand. Where reads are
 * sampled, a line says how many it stands for.
 */
export function createAccessLog(logger: Logger): (access: Access) => void {
  const write = logger.prepareInfo("request.completed");
  const routes = new Map<string, string>();
  const reads = new ReadSamples(logger.sampling);

  const routeMember = (route: string): string => {
    let member = routes.get(route);
    if (member === undefined) {
      member = `,"route":${JSON.stringify(route)}`;
      routes.set(route, member);
    }
    return member;
  };

  return (access) => {
    const { method, route, status, milliseconds, bytes, principalId, aborted, requestId, traceId } = access;
    const standsFor = isQuietRead(access) ? reads.standsFor(route) : 1;
    if (standsFor === 0) return;
    const duration = Math.round(milliseconds * 100) / 100;
    let members = `,"method":"${method}"${routeMember(route)},"status":${status},"durationMs":${duration}`;
    if (bytes !== undefined) members += `,"bytes":${bytes}`;
    if (principalId !== undefined) members += `,"principalId":${JSON.stringify(redactText(principalId))}`;
    if (aborted) members += ',"aborted":true';
    if (standsFor > 1) members += `,"sampled":${standsFor}`;
    write(requestId, traceId, members);
  };
}
