import { configureTracing } from "@shopeasy/platform/tracing/tracing";
import { eventually } from "@shopeasy/testing/eventually";
import { startXRayDaemon } from "@shopeasy/testing/x-ray-daemon";
import { startCourier } from "../src/webhooks/courier";
import { planDeliveries } from "../src/webhooks/plan-deliveries";
import { aCancelledOrder, startWebhooksGround, untilAll, type WebhooksGround } from "./webhooks-ground";

let ground: WebhooksGround;
beforeAll(async () => {
  ground = await startWebhooksGround({ allowPrivate: true });
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

test("a delivery is a trace, which tells what the receiver made of it, and not where it is", async () => {
  const daemon = await startXRayDaemon();
  const receiver = await ground.aReceiver(() => ({ status: 503 }));
  const { id } = await ground.aWebhook(`${receiver.url}?key=of-the-receiver`);
  const deps = ground.otherDeps();
  configureTracing({ service: "orders", daemonAddress: daemon.address, sampleRate: 1, enabled: true });
  const event = aCancelledOrder();
  await planDeliveries(deps, event);

  const courier = startCourier(deps, { pollMs: 50 });
  await eventually(() => expect(receiver.got).toHaveLength(1));
  await courier.stop();

  const [delivery] = await untilAll(ground, id, 1, "waiting");
  const segment = await eventually(() => {
    const found = daemon.documents.find(({ annotations }) => annotations?.delivery_id === delivery?.id);
    if (!found) throw new Error("no segment of the delivery has arrived");
    return found;
  });
  configureTracing({ service: "orders", sampleRate: 0, enabled: false });
  await daemon.close();
  expect(segment.annotations).toMatchObject({ webhook_id: id, event_id: event.id });
  const parts = segment.subsegments ?? [];
  expect(parts.find(({ name }) => name === "webhook receiver")).toMatchObject({
    namespace: "remote",
    fault: true,
    annotations: { outcome: "503" },
  });
  expect(daemon.datagrams.join()).not.toContain("of-the-receiver");
});
