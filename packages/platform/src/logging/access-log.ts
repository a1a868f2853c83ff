import type { Logger } from "./logger";
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
}

/** Writes `request.completed`: the one line that every request has, so it is put together by hand. */
export function createAccessLog(logger: Logger): (access: Access) => void {
  const write = logger.prepareInfo("request.completed");
  const routes = new Map<string, string>();

  const routeMember = (route: string): string => {
    let member = routes.get(route);
    if (member === undefined) {
      member = `,"route":${JSON.stringify(route)}`;
      routes.set(route, member);
    }
    return member;
  };

  return ({ method, route, status, milliseconds, bytes, principalId, aborted, requestId, traceId }) => {
    const duration = Math.round(milliseconds * 100) / 100;
    let members = `,"method":"${method}"${routeMember(route)},"status":${status},"durationMs":${duration}`;
    if (bytes !== undefined) members += `,"bytes":${bytes}`;
    if (principalId !== undefined) members += `,"principalId":${JSON.stringify(redactText(principalId))}`;
    if (aborted) members += ',"aborted":true';
    write(requestId, traceId, members);
  };
}
