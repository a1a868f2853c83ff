import { setTimeout as pause } from "node:timers/promises";
import type { ServiceName } from "@shopeasy/contracts/route-table";
import { AllCounts, type Route, type RouteCounts } from "../gateway/routing/route-schemas";

const withinMs = 2_000;
/** A gateway that crashed is back by then, or the shop is given up. */
const patienceMs = 15_000;
const againMs = 100;

/** Where the gateway sends requests, as the supervisor told it; and what it counted. */
export class GatewayRoutes {
  readonly #told = new Map<ServiceName, Route>();
  readonly #url: string;
  readonly #token: string;

  constructor(internalPort: number, token: string) {
    this.#url = `http://127.0.0.1:${internalPort}/routes`;
    this.#token = token;
  }

  /** @throws Error when the gateway is not there for long */
  async set(service: ServiceName, route: Route): Promise<void> {
    this.#told.set(service, route);
    await this.#bring(service);
  }

  /** What it was told last. */
  told(service: ServiceName): Route | undefined {
    return this.#told.get(service);
  }

  /** A gateway that has just been started again knows of no release. */
  async tellAgain(): Promise<void> {
    for (const service of this.#told.keys()) await this.#bring(service);
  }

  /** Asks until it is heard, and each time for what is wanted by then: two who ask at once want the same. */
  async #bring(service: ServiceName): Promise<void> {
    const until = performance.now() + patienceMs;
    for (;;) {
      const failure = await this.#tell(service, this.#told.get(service));
      if (!failure) return;
      if (performance.now() >= until)
        throw new Error("The gateway does not take its routes", { cause: failure });
      await pause(againMs);
    }
  }

  /** Undefined while the gateway does not answer. */
  async counts(service: ServiceName): Promise<RouteCounts | undefined> {
    return (await this.allCounts())?.[service];
  }

  async allCounts(): Promise<Record<ServiceName, RouteCounts> | undefined> {
    try {
      const response = await fetch(this.#url, this.#options("GET"));
      return AllCounts.parse(await response.json());
    } catch {
      return undefined;
    }
  }

  async #tell(service: ServiceName, route: Route | undefined): Promise<unknown> {
    try {
      const response = await fetch(`${this.#url}/${service}`, this.#options("PUT", JSON.stringify(route)));
      return response.ok ? undefined : new Error(await response.text());
    } catch (error) {
      return error;
    }
  }

  #options(method: string, body?: string): RequestInit {
    const headers = { authorization: `Bearer ${this.#token}` };
    return { method, headers, signal: AbortSignal.timeout(withinMs), ...(body !== undefined && { body }) };
  }
}
