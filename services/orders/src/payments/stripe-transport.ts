import { AsyncLocalStorage } from "node:async_hooks";
import http from "node:http";
import https from "node:https";
import Stripe from "stripe";

/** One call of ours, over all the tries the SDK makes for it. */
export type CallInFlight = {
  deadline: number;
  /** Whether any try may have been acted on. The SDK's error tells of the last try only. */
  mayHaveActed: boolean;
};

type SdkHttpClient = InstanceType<typeof Stripe.HttpClient>;

// These are answered before Stripe begins on the request (https://docs.stripe.com/error-low-level).
const turnedAwayUnread = [401, 403, 429];

// A try gets this part of the time that is left, so that a lost answer can be asked for again.
const SHARE_OF_ONE_TRY = 2 / 3;

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
    try {
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
}

function failedToConnect(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(failedToConnect);
  const { syscall } = error as { syscall?: string };
  return syscall === "connect" || syscall === "getaddrinfo";
}
