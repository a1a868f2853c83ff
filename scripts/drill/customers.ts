import { dueTimes } from "../bench/load/arrivals";
import { checkoutOf } from "../bench/load/checkout";
import { expectGood, openConnection } from "../bench/load/connection";
import { inShares } from "../bench/load/in-shares";
import { runOpenLoop } from "../bench/load/open-loop";
import type { Step } from "../bench/load/step";
import { Tally } from "../bench/load/tally";
import { ask } from "../bench/shop-api";
import { percentile } from "../bench/statistics";
import { journeyRequests } from "../pipeline/load-gate/journey-requests";

interface Load {
  origin: string;
  seconds: number;
  /** Things done a second, of which a purchase is one. */
  rate: number;
}

interface FoundPage {
  items: { variants: { sku: string; available: number }[] }[];
}

/** Against the 91 of all that customers only look at. */
const purchases = 10;
const mostInFlight = 40;

/** Has customers look, fill carts and buy, whether the shop is well or not. Gives what became of it, in a line. */
export async function sendCustomers({ origin, seconds, rate }: Load): Promise<string> {
  const checkout = checkoutOf(inTurn(await skusOf(origin)));
  // Without what is refused by rights: in a drill it would only be in the way.
  const looks = journeyRequests
    .filter(({ status }) => status === 200)
    .map(({ weight, ...request }) => {
      const look: Step = async (connection) => {
        expectGood(await connection.send(request));
        return undefined;
      };
      return { weight, step: look };
    });
  const next = inShares([...looks, { weight: purchases, step: checkout }]);

  const startAt = performance.now();
  const endAt = startAt + seconds * 1_000;
  const tally = new Tally(startAt, endAt);
  const { unsent } = await runOpenLoop({
    ...{ endAt, mostInFlight, tally },
    step: (connection) => next().step(connection),
    nextDue: dueTimes({ rate, arrivals: "poisson", startAt }),
    connect: (number) => openConnection(origin, number),
  });
  return inWords(tally.result(), unsent);
}

async function skusOf(origin: string): Promise<string[]> {
  const page = await ask<FoundPage>("GET", { origin, path: "/products?inStock=true&limit=100" });
  return page.items.flatMap(({ variants }) =>
    variants.filter(({ available }) => available > 10).map(({ sku }) => sku),
  );
}

function inTurn<Item>(items: readonly Item[]): () => Item {
  let turn = 0;
  return () => {
    const item = items[turn++ % items.length];
    if (item === undefined) throw new Error("The shop is sold out: npm start -- --reset fills it again.");
    return item;
  };
}

function inWords(
  { done, errors, latencies, firstError }: ReturnType<Tally["result"]>,
  unsent: number,
): string {
  const sorted = latencies.toSorted();
  const ms = (share: number) => `${percentile(sorted, share).toFixed(0)} ms`;
  const failed = `${errors} failed${firstError === null ? "" : ` (the first: ${firstError})`}`;
  return `${done} went well (half within ${ms(0.5)}, 99 % within ${ms(0.99)}), ${failed}, ${unsent} had to be given up unsent`;
}
