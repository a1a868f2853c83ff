import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { GatewayRoutes } from "../gateway-routes";

const route = (percent: number) => ({ blue: "http://127.0.0.1:1", green: "http://127.0.0.1:2", percent });

test("of two who set a route while the gateway is away, the later one is heard alone", async () => {
  let isBack = false;
  let refused = 0;
  const heard: number[] = [];
  const gateway = createServer(async (request, response) => {
    const { percent } = JSON.parse(await text(request));
    if (isBack) heard.push(percent);
    else refused += 1;
    isBack ||= refused === 4;
    response.writeHead(isBack ? 200 : 503).end("{}");
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  const routes = new GatewayRoutes((gateway.address() as AddressInfo).port, "token");

  await Promise.all([routes.set("orders", route(10)), routes.set("orders", route(0))]);

  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
  expect(new Set(heard)).toEqual(new Set([0]));
  expect(routes.told("orders")).toEqual(route(0));
});
