import { apiPrefix } from "@shopeasy/contracts/route-table";
import { Agent, type Dispatcher } from "undici";

/** An answer of the shop as it came; status 0 where there was none. */
export interface ShopAnswer {
  status: number;
  /** The last part of a problem's type, or what became of the connection; null for an answer that is no problem. */
  code: string | null;
  body: AnswerBody | null;
}

/** What these customers look for in answers, each of which has some of it. */
interface AnswerBody {
  type?: string;
  id?: string;
  orderId?: string;
  status?: string;
  total?: { amount: number; currency: string };
  token?: string | null;
  clientSecret?: string;
  accessToken?: string;
  items?: unknown[];
  onHand?: number;
}

export interface ShopCall {
  body?: unknown;
  token?: string | undefined;
  key?: string | undefined;
  withinMs?: number;
}

export type AskShop = (method: Dispatcher.HttpMethod, path: string, call?: ShopCall) => Promise<ShopAnswer>;

export interface ShopCalls {
  ask: AskShop;
  close: () => Promise<void>;
}

const usualPatienceMs = 10_000;

/** Calls of the shop's API through the gateway. A call never throws: that nobody answers is an answer, too. */
export function openShopCalls(gateway: string): ShopCalls {
  const agent = new Agent({ connections: 1_000, pipelining: 1, keepAliveTimeout: 4_000 });
  const ask: AskShop = async (method, path, { body, token, key, withinMs = usualPatienceMs } = {}) => {
    try {
      const response = await agent.request({
        origin: gateway,
        method,
        path: apiPrefix + path,
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...(key && { "idempotency-key": key }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(withinMs),
      });
      return answerOf(response.statusCode, await response.body.text());
    } catch (error) {
      const { name, code } = error as { name?: string; code?: string };
      return { status: 0, code: name === "TimeoutError" ? "timed-out" : (code ?? "broken-off"), body: null };
    }
  };
  return { ask, close: () => agent.destroy() };
}

function answerOf(status: number, text: string): ShopAnswer {
  const body = text === "" ? null : parsed(text);
  const type = status >= 400 ? body?.type : undefined;
  return { status, code: type?.split("/").at(-1) ?? null, body };
}

function parsed(text: string): AnswerBody | null {
  try {
    return JSON.parse(text) as AnswerBody;
  } catch {
    return null;
  }
}
