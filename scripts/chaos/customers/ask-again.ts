import { setTimeout as pause } from "node:timers/promises";
import type { ShopAnswer } from "./shop-calls";

/** Longer than the minute after which a request whose process was killed may be taken up under its key. */
const patienceMs = 100_000;
const longestPauseMs = 8_000;

/** Whether the same request may be answered otherwise in a while. */
export const isWorthAskingAgain = ({ status, code }: Pick<ShopAnswer, "status" | "code">): boolean =>
  status === 0 || status >= 500 || status === 429 || code === "request-in-progress";

/** Sends the same request again, after ever longer pauses, while the shop is broken, silent or at it. Gives its last answer. */
export async function askAgain(
  send: () => Promise<ShopAnswer>,
  { signal, hear }: { signal: AbortSignal; hear?: (answer: ShopAnswer) => void },
): Promise<ShopAnswer> {
  const until = performance.now() + patienceMs;
  for (let pauseMs = 300; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    const answer = await send();
    hear?.(answer);
    if (!isWorthAskingAgain(answer) || performance.now() > until || signal.aborted) return answer;
    await pause(pauseMs, undefined, { signal }).catch(() => {});
  }
}
