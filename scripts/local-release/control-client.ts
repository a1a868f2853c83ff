import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { z } from "zod";
import { ReleaseError } from "../release/release-error";
import { ShopDirectory } from "../shop/shop-directory";
import { Refusal, ReleaseEvent, ShopStatus } from "./release-events";
import type { ReleaseRequest } from "./release-request";

interface Control {
  url: string;
  token: string;
}

/** Asks the supervisor of the shop that runs on a folder. Its calls throw ReleaseError with what it says against them. */
export function controlOf(dataDir: string) {
  const control = new ShopDirectory(dataDir).read<Control>("control.json");
  if (!control)
    throw new ReleaseError(
      `No shop runs on ${dataDir}: start one with npm start, or name another by --data.`,
    );
  const ask = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = { authorization: `Bearer ${control.token}`, "content-type": "application/json" };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(control.url + path, init).catch((cause: unknown) => {
      throw new ReleaseError(`The shop on ${dataDir} does not answer: does it still run?`, { cause });
    });
    if (response.ok) return response;
    throw new ReleaseError(Refusal.parse(await response.json()).message);
  };
  const parsed = async <Schema extends z.ZodType>(schema: Schema, response: Promise<Response>) =>
    schema.parse(await (await response).json());

  return {
    status: () => parsed(ShopStatus, ask("GET", "/status")),
    abort: () => parsed(Refusal, ask("POST", "/abort")),
    /** What is told while the release goes on. It goes back where this is not read to its end. */
    async *release(request: ReleaseRequest): AsyncGenerator<ReleaseEvent> {
      const response = await ask("POST", "/release", request);
      const lines = createInterface({ input: Readable.fromWeb(response.body as never) });
      for await (const line of lines) yield ReleaseEvent.parse(JSON.parse(line));
    },
  };
}
