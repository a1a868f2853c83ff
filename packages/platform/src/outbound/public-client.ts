import { isIP } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { Agent, buildConnector } from "undici";
import { type CallFault, callFaultOf } from "./call-faults";
import { isPublicAddress } from "./public-address-rules";
import { AddressRefused, publicLookup, type Resolve, systemResolve } from "./public-lookup";
import { faultOfPublicUrl, hostOf } from "./public-url-rules";

export interface PublicClientOptions {
  /** Lets it call any address, and by http: for development only. */
  allowPrivate: boolean;
  /** From the name's lookup to the end of the answer; 10,000 unless given. */
  timeoutMs?: number;
  /** The system's own unless given. */
  resolve?: Resolve;
}

/** What came of a call: an answer, or why there is none. A redirect is an answer, and is not followed. */
export type CallOutcome = { durationMs: number } & (
  | { status: number; text: string; fault: null }
  | { status: null; text: null; fault: CallFault }
);

/** Of an answer's body, what is read at most. */
const mostBytes = 4_096;
/** A name server that takes longer is not waited for where only an early refusal is wanted. */
const lookupWithinMs = 3_000;

/**
 * Calls addresses that others chose, and only public ones: what a name leads to is looked at where the connection is
 * made. `close` ends its connections.
 */
export class PublicClient {
  readonly allowPrivate: boolean;
  private readonly timeoutMs: number;
  private readonly resolve: Resolve;
  private readonly agent: Agent;

  constructor({ allowPrivate, timeoutMs = 10_000, resolve = systemResolve }: PublicClientOptions) {
    this.allowPrivate = allowPrivate;
    this.timeoutMs = timeoutMs;
    this.resolve = resolve;
    this.agent = new Agent({
      connect: connectorTo({ allowPrivate, resolve, timeoutMs }),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      allowH2: false,
    });
  }

  /**
   * What is wrong with an address, for who wants it called; null when nothing is. A name that can't be found now is
   * let through: it may be there tomorrow, and is looked at again whenever it is called.
   */
  async faultOf(text: string): Promise<string | null> {
    const fault = faultOfPublicUrl(text, this);
    const host = fault === null ? hostOf(new URL(text)) : "";
    if (fault !== null || this.allowPrivate || isIP(host) !== 0) return fault;
    const notFound = () => [];
    const found = await Promise.race([
      this.resolve(host).catch(notFound),
      pause(lookupWithinMs, undefined, { ref: false }).then(notFound),
    ]);
    return found.every(({ address }) => isPublicAddress(address)) ? null : "must lead to a public address";
  }

  /** Sends a body by POST. Never throws. */
  async post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<CallOutcome> {
    const startedAt = performance.now();
    const durationMs = () => Math.round(performance.now() - startedAt);
    try {
      if (faultOfPublicUrl(address, this) !== null)
        throw new AddressRefused("The address is not to be called");
      const { origin, pathname, search } = new URL(address);
      const answer = await this.agent.request({
        origin,
        path: pathname + search,
        method: "POST",
        headers: { ...headers, "accept-encoding": "identity" },
        body,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      const text = await beginningOf(answer.body);
      return { status: answer.statusCode, text, fault: null, durationMs: durationMs() };
    } catch (error) {
      return { status: null, text: null, fault: callFaultOf(error), durationMs: durationMs() };
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

/** A socket asks the lookup for names only: an address that is written as one is looked at before. */
function connectorTo({
  allowPrivate,
  resolve,
  timeoutMs,
}: Required<PublicClientOptions>): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: publicLookup(resolve, { allowPrivate }) });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
      callback(new AddressRefused("The address is not public"), null);
    } else connect(options, callback);
  };
}

/** What was answered counts from its status on: a body that breaks off, or has no end, changes nothing. */
async function beginningOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= mostBytes) break;
    }
  } catch {}
  return Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8");
}
