import { setTimeout as pause } from "node:timers/promises";
import { Unavailable } from "@shopeasy/platform/errors";

const mostTries = 25;
const longestPauseMs = 100;

/**
 * Runs an attempt until it gives something: false means that somebody else wrote in between. It must read anew each
 * time.
 * @throws Unavailable `cart-busy` when others always were faster
 */
export async function untilWritten<Result>(attempt: () => Promise<Result | false>): Promise<Result> {
  for (let tries = 1; tries <= mostTries; tries++) {
    const result = await attempt();
    if (result !== false) return result;
    await pause(Math.random() * Math.min(longestPauseMs, 2 ** tries));
  }
  throw new Unavailable("cart-busy", "The cart is being changed by others just now. Try again in a moment.");
}
