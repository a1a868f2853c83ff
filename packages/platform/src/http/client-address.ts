import { isIP } from "node:net";
import type { Request } from "express";

/**
 * The caller's address by the one rule: as many entries from the right of `X-Forwarded-For` as there are trusted
 * proxies (the app's `trust proxy`), so that what a caller writes there himself is never believed. An entry that is no
 * address counts as none: the peer's own is taken.
 */
export function clientAddress(request: Request): string {
  const { ip } = request;
  if (ip !== undefined && isIP(ip) !== 0) return ip;
  return request.socket.remoteAddress ?? "0.0.0.0";
}
