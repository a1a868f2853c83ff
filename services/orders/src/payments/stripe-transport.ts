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
  /** How long a try may wait for its connection: less than the whole, so that it is seen that nothing was sent. */
  connectWithinMs?: number;
};

type SdkHttpClient = InstanceType<typeof Stripe.HttpClient>;

// These are answered before Stripe begins on the request (https://docs.stripe.com/error-low-level).
const turnedAwayUnread = [401, 403, 429];

// A try gets this part of the time that is left, so that a lost answer can be asked for again.
const SHARE_OF_ONE_TRY = 2 / 3;
const SHARE_OF_CONNECTING = 1 / 2;

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
    this.giveUpUnsent(protocol === "http" ? "connect" : "secureConnect");
    this.client = Stripe.createNodeHttpClient(this.agent);
  }

  getClientName(): string {
    return this.client.getClientName();
  }

  async makeRequest(
    ...request: Parameters<SdkHttpClient["makeRequest"]>
  ): Promise<Stripe.HttpClientResponse> {
    const call = this.calls.getStore();
    if (!call) throw new Error("Stripe is asked outside of a call with a deadline");
    const left = call.deadline - Date.now();
    if (left <= 0) throw Stripe.HttpClient.makeTimeoutError();

    const [host, port, path, method, headers, body, protocol] = request;
    const timeout = Math.max(1, Math.ceil(left * SHARE_OF_ONE_TRY));
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
    }
  }

  close(): void {
    this.agent.destroy();
  }

  /**
   * Node's own time-out begins when there is a connection. Until then, behind a wall that swallows all or in the queue
   * for a connection, a request could wait past its deadline, and be sent when nobody counts on it any more.
   */
  private giveUpUnsent(opened: "connect" | "secureConnect"): void {
    // Not in Node's documentation, but where agents have hooked in since there are agents.
    const agent = this.agent as unknown as {
      addRequest: (request: http.ClientRequest, ...rest: unknown[]) => void;
    };
    const add = agent.addRequest.bind(agent);
    agent.addRequest = (request, ...rest) => {
      const withinMs = this.calls.getStore()?.connectWithinMs ?? 0;
      const alarm = setTimeout(() => request.destroy(notConnected()), withinMs);
      const sent = () => clearTimeout(alarm);
      request.once("close", sent);
      request.once("socket", (socket) => (isOpen(socket) ? sent() : socket.once(opened, sent)));
      add(request, ...rest);
    };
  }
}

const isOpen = (socket: Socket): boolean =>
  !socket.connecting && !(socket as Partial<TLSSocket & { secureConnecting: boolean }>).secureConnecting;

const notConnected = (): Error =>
  Object.assign(new Error("connect ETIMEDOUT"), { code: "ETIMEDOUT", syscall: "connect" });

function failedToConnect(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(failedToConnect);
  const { syscall } = error as { syscall?: string };
  return syscall === "connect" || syscall === "getaddrinfo";
}
