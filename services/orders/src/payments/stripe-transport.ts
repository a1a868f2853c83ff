import { AsyncLocalStorage } from "node:async_hooks";
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { brokenDependency } from "@shopeasy/platform/drills/broken-dependency";
import Stripe from "stripe";

/** One call of ours, over all the tries the SDK makes for it. */
export type CallInFlight = {
  deadline: number;
  /** Whether any try may have been acted on. The SDK's error tells of the last try only. */
  mayHaveActed: boolean;
  /** Whether a try has its connection, and no answer yet: who gives up now can't know what becomes of it. */
  isUnderWay: boolean;
  /** How long a try may wait for its connection: less than the whole, so that it is seen that nothing was sent. */
  connectWithinMs?: number;
};

type SdkHttpClient = InstanceType<typeof Stripe.HttpClient>;

// These are answered before Stripe begins on the request (https://docs.stripe.com/error-low-level).
const turnedAwayUnread = [401, 403, 429];

// A try gets this part of the time that is left, so that a lost answer can be asked for again.
const SHARE_OF_ONE_TRY = 2 / 3;
const SHARE_OF_CONNECTING = 1 / 2;
// Timers are exact to a millisecond: with less than this it could be sent just when it was given up as unsent.
const LEAST_FOR_A_TRY_MS = 20;

/**
 * The SDK's own HTTP client over a small pool of kept connections, which holds every try to the call's deadline and
 * notes whether it may have been acted on.
 */
export class StripeTransport implements SdkHttpClient {
  readonly calls = new AsyncLocalStorage<CallInFlight>();
  private readonly agent: http.Agent;
  private readonly client: SdkHttpClient;

  constructor(protocol: "http" | "https", maxSockets: number) {
    const { Agent } = protocol === "http" ? http : https;
    this.agent = new Agent({ keepAlive: true, maxSockets, maxFreeSockets: maxSockets });
    this.watchTries(protocol === "http" ? "connect" : "secureConnect");
    this.client = Stripe.createNodeHttpClient(this.agent);
  }

  getClientName(): string {
    return this.client.getClientName();
  }

  async makeRequest(
    ...request: Parameters<SdkHttpClient["makeRequest"]>
  ): Promise<Stripe.HttpClientResponse> {
    const call = this.callInFlight();
    const left = call.deadline - Date.now();
    if (left < LEAST_FOR_A_TRY_MS) throw timedOut();

    const [host, port, path, method, headers, body, protocol] = request;
    const timeout = Math.ceil(left * SHARE_OF_ONE_TRY);
    call.connectWithinMs = timeout * SHARE_OF_CONNECTING;
    try {
      await brokenDependency("payments", { mostMs: timeout });
      const response = await this.client.makeRequest(
        host,
        port,
        path,
        method,
        headers,
        body,
        protocol,
        timeout,
      );
      if (!turnedAwayUnread.includes(response.getStatusCode())) call.mayHaveActed = true;
      return response;
    } catch (error) {
      if (!failedToConnect(error)) call.mayHaveActed = true;
      throw error;
    } finally {
      call.isUnderWay = false;
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private callInFlight(): CallInFlight {
    const call = this.calls.getStore();
    if (!call) throw new Error("Stripe is asked outside of a call with a deadline");
    return call;
  }

  /**
   * Node's own time-out begins when there is a connection. Until then, behind a wall that swallows all or in the queue
   * for a connection, a request could wait past its deadline, and be sent when nobody counts on it any more. And each
   * byte that comes begins it anew: one that is answered by dribs and drabs is ended at the deadline.
   */
  private watchTries(opened: "connect" | "secureConnect"): void {
    // Not in Node's documentation, but where agents have hooked in since there are agents.
    const agent = this.agent as unknown as {
      addRequest: (request: http.ClientRequest, ...rest: unknown[]) => void;
    };
    const add = agent.addRequest.bind(agent);
    agent.addRequest = (request, ...rest) => {
      const call = this.callInFlight();
      const unsent = setTimeout(() => request.destroy(notConnected()), call.connectWithinMs);
      const unended = setTimeout(() => request.destroy(timedOut()), call.deadline - Date.now());
      const sent = () => {
        clearTimeout(unsent);
        call.isUnderWay = true;
      };
      request.once("socket", (socket) => (isOpen(socket) ? sent() : socket.once(opened, sent)));
      request.once("close", () => {
        clearTimeout(unsent);
        clearTimeout(unended);
      });
      add(request, ...rest);
    };
  }
}

const isOpen = (socket: Socket): boolean =>
  !socket.connecting && !(socket as Partial<TLSSocket & { secureConnecting: boolean }>).secureConnecting;

const timedOut = () => Stripe.HttpClient.makeTimeoutError();
const notConnected = (): Error =>
  Object.assign(new Error("connect ETIMEDOUT"), { code: "ETIMEDOUT", syscall: "connect" });

function failedToConnect(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(failedToConnect);
  const { syscall } = error as { syscall?: string };
  return syscall === "connect" || syscall === "getaddrinfo";
}
