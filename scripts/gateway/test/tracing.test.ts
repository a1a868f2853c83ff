import { configureTracing } from "@shopeasy/platform/tracing/tracing";
import { cloudEndpoints } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { ask, startGatewayUnderTest } from "./gateway-under-test";
import { startUpstream, tellingOf } from "./upstream";

test("a trace begins with the gateway, and holds no id that stands in the path", async () => {
  configureTracing({
    service: "gateway",
    daemonAddress: cloudEndpoints().xray,
    sampleRate: 1,
    enabled: true,
  });
  const cart = await startUpstream(tellingOf("cart"));
  const shop = await startGatewayUnderTest({ services: { cart: cart.url } });
  const secret = "0d4f8f8e-4a3b-4c5d-8e9f-0a1b2c3d4e5f";

  const { body } = await ask(`${shop.url}/api/v1/carts/${secret}/items`, { method: "POST", body: "{}" });

  const [, root, parent] =
    /Root=([^;]+);Parent=([^;]+);Sampled=1/.exec(JSON.parse(body).headers["x-amzn-trace-id"]) ?? [];
  const trace = await eventually(async () => {
    const answer = await ask(`${shop.url}/console/traces/${root}.json`);
    expect(answer.status).toBe(200);
    return answer.body;
  });
  expect(JSON.parse(trace)).toMatchObject({
    name: "gateway",
    method: "POST",
    url: "/api/v1/carts/*",
    status: 200,
    documents: [{ id: parent, name: "gateway" }],
  });
  expect(trace).not.toContain(secret);
  await shop.stop();
  await cart.stop();
});
