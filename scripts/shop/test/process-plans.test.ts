import { serviceNames } from "@shopeasy/contracts/route-table";
import type { Addresses } from "../addresses";
import { processPlans, type Surroundings } from "../process-plans";
import { StandIn } from "../stand-in";

const ports = Object.fromEntries(
  serviceNames.map((name, index) => [name, { port: 1000 + index, internalPort: 2000 + index }]),
);
const secrets = {
  serviceToken: "",
  signingKey: "",
  guestToken: "",
  stripeKey: "",
  stripeWebhook: "",
  webhookKey: "",
};
const around: Omit<Surroundings, "addresses"> = {
  ...{ build: "build", dataDir: ".shopeasy", secrets, cloud: {}, paymentsUrl: "", ports, testPort: 0 },
  ...{ controlToken: "", publicUrl: "", traceRate: 0 },
  databaseUrl: (service) => service,
  logFile: (name) => name,
};
const cartOf = (addresses: Addresses) =>
  processPlans({ ...around, addresses }).find(({ name }) => name === "orders")?.environment.CART_URL;

test("where nothing is released, services call each other where they listen", () => {
  const cart = cartOf(new Map());

  expect(cart).toBe(`http://127.0.0.1:${ports.cart?.internalPort}`);
});

test("where services can be released, they call each other at addresses that stay", () => {
  const cart = cartOf(new Map([["cart", new StandIn(3000, 0)]]));

  expect(cart).toBe("http://127.0.0.1:3000");
});

test("how far the stream was handled is kept with the shop's data", () => {
  const lambda = processPlans({ ...around, addresses: new Map() }).find(
    ({ name }) => name === "inventory-stream",
  );

  expect(lambda?.environment.LAMBDA_CHECKPOINTS).toBe(".shopeasy/inventory-stream-checkpoints.json");
});
