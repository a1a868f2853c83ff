import { SQSClient } from "@aws-sdk/client-sqs";
import type { Progress } from "../shop/progress";
import type { SeparateShop } from "../shop/separate-shop";
import { ChaosError } from "./chaos-error";
import { letCustomersCome } from "./customers/arrivals";
import { registerMembers, staffMember } from "./customers/members";
import { openShopCalls } from "./customers/shop-calls";
import { stockShelves } from "./customers/stock-shelves";
import { openDatabases } from "./evidence/databases";
import { MailStore } from "./evidence/mail-store";
import { readDatabases, readGatewayBooks } from "./evidence/read-evidence";
import { deadLetters } from "./evidence/under-way";
import { check, type Verdict } from "./invariants/check";
import { scheduleOf } from "./killers/schedule";
import { calm, strike } from "./killers/strike";
import type { ChaosOptions } from "./options";
import { type Results, resultsOf } from "./report/results";
import { expireReservations, settle } from "./settle";

const memberCount = 12;
const noteEveryMs = 5_000;

interface ChaosSetting {
  shop: SeparateShop;
  options: ChaosOptions;
  progress: Progress;
  signal: AbortSignal;
}

/**
 * Has customers order from a shop that runs while its processes are killed, waits until it is at rest, and holds what
 * it promises against its books.
 * @throws ChaosError when the shop ends by itself, or the run is ended
 */
export async function runChaos({
  shop,
  options,
  progress,
  signal,
}: ChaosSetting): Promise<{ results: Results; verdict: Verdict }> {
  const { gateway, endpoints } = shop.run();
  const { payments = "" } = endpoints;
  const { minutes, ordersPerSecond: perSecond, killsPerMinute: perMinute, seed, settleMinutes } = options;
  const ms = minutes * 60_000;
  const calls = openShopCalls(gateway);
  const databases = openDatabases(endpoints.postgres ?? "");
  const sqs = new SQSClient(localAws(endpoints.sqs));
  const mails = new MailStore(shop.dataDir);
  try {
    const staff = staffMember(calls.ask);
    const [assortment, idleMembers] = await progress.step("Stock, and customers with an account", () =>
      Promise.all([
        stockShelves(calls.ask, staff, (ms * perSecond) / 1_000),
        registerMembers(calls.ask, memberCount, seed),
      ]),
    );
    const expire = (orderId: string) => expireReservations(databases, orderId);
    const world = { ask: calls.ask, staff, idleMembers, payments, expireReservation: expire, signal };
    const blows = scheduleOf({ seed, ms, perMinute });
    const { arrivals, strikes } = await progress.step(
      "Orders, and what is done to the shop",
      async (tell) => {
        const arrivals = letCustomersCome({ world, assortment, seed, perSecond, ms });
        const note = () =>
          tell(`${arrivals.counts.ordered} orders sent, ${arrivals.counts.underWay} customers in the shop`);
        const timer = setInterval(note, noteEveryMs);
        const [strikes] = await Promise.all([
          strike({ shop, mails, blows, signal, say: progress.say }),
          arrivals.over,
        ]);
        await calmWhenUp(shop, signal);
        await arrivals.left().finally(() => clearInterval(timer));
        return { arrivals, strikes };
      },
    );
    const leftovers = await progress.step("Until the shop is at rest", (tell) =>
      settle({ databases, sqs, ms: settleMinutes * 60_000, signal, tell }),
    );
    if (signal.aborted) throw new ChaosError("The run was ended.");
    const evidence = {
      stories: arrivals.stories,
      ...(await readDatabases(databases)),
      books: await readGatewayBooks(payments),
      mails: mails.read(),
      kills: strikes.kills,
      leftovers: { ...leftovers, ...(await deadLetters(sqs)) },
    };
    const verdict = check(evidence);
    const { counts } = arrivals;
    return { results: resultsOf({ evidence, verdict, strikes, counts, seconds: ms / 1_000 }), verdict };
  } finally {
    sqs.destroy();
    await Promise.all([calls.close(), databases.close()]);
  }
}

/** The stand-in may be just being started again. */
async function calmWhenUp(shop: SeparateShop, signal: AbortSignal): Promise<void> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      return await calm(shop);
    } catch (error) {
      if (tries >= 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

const localAws = (endpoint: string | undefined) => ({
  endpoint: endpoint ?? "",
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
