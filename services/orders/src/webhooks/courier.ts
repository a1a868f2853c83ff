import { runWithContext } from "@shopeasy/platform/context/request-context";
import { Wakeup } from "@shopeasy/platform/outbox/wakeup";
import { openTrace } from "@shopeasy/platform/tracing/tracing";
import type { Deps } from "../deps";
import { type Claim, claimDeliveries } from "./claim-deliveries";
import { deliveryMetrics } from "./delivery-metrics";
import { type SendDeps, sendDelivery } from "./send-delivery";

/**
 * Sends deliveries when they are due. A slow receiver holds up its own only: each webhook has its own places. `wake`
 * has it look at once; `stop` resolves when what is on its way has ended. Any number of couriers may run.
 */
export function startCourier(deps: SendDeps & Pick<Deps, "metrics" | "flags">, { pollMs = 1_000 } = {}) {
  const { logger } = deps;
  const metrics = deliveryMetrics(deps);
  const inHand = new Map<string, number>();
  const sending = new Set<Promise<void>>();
  const wakeup = new Wakeup();
  let stopping = false;
  const running = run();

  async function run(): Promise<void> {
    while (!stopping) {
      for (const claim of await claimed()) begin(claim);
      await wakeup.rest(pollMs);
    }
  }

  async function claimed(): Promise<Claim[]> {
    if (!deps.flags.value("webhook-deliveries")) return [];
    try {
      return await claimDeliveries(deps, inHand);
    } catch (error) {
      logger.warn("webhook.deliveries-not-read", { error });
      return [];
    }
  }

  function begin(claim: Claim): void {
    const { webhookId } = claim;
    inHand.set(webhookId, (inHand.get(webhookId) ?? 0) + 1);
    const work = send(claim).finally(() => {
      const left = (inHand.get(webhookId) ?? 1) - 1;
      if (left > 0) inHand.set(webhookId, left);
      else inHand.delete(webhookId);
      sending.delete(work);
      wakeup.wake();
    });
    sending.add(work);
  }

  async function send(claim: Claim): Promise<void> {
    const { id, webhookId } = claim;
    const annotations = { webhook_id: webhookId, delivery_id: id };
    try {
      const state = await openTrace({ annotations }, ({ id: traceId }) =>
        runWithContext({ requestId: id, traceId }, () => sendDelivery(deps, claim)),
      );
      if (state) metrics.attempts.inc({ outcome: state });
    } catch (error) {
      // Whatever it was, the lease runs out, and it is sent again.
      logger.warn("webhook.delivery-broken-off", { webhookId, deliveryId: id, error });
    }
  }

  return {
    wake: () => wakeup.wake(),
    async stop() {
      stopping = true;
      wakeup.wake();
      await running;
      await Promise.all(sending);
    },
  };
}
