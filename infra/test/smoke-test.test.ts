import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { apiPrefix } from "../../packages/contracts/src/route-table";
import { handler as walkThrough } from "../functions/canary/handler";
import { handler } from "../functions/smoke-test/handler";

type Answer = [status: number, body: unknown];

/** What a good release gives, by what is asked of it. */
const good: Record<string, Answer> = {
  "/health": [
    200,
    { status: "ok", services: { users: "ok", catalog: "ok", cart: "ok", orders: "ok", feedback: "ok" } },
  ],
  "/products": [200, { items: [{ id: "p-1", slug: "tent" }], nextCursor: null, total: 1 }],
  "/products/tent": [200, { id: "p-1", slug: "tent" }],
  "/categories": [200, { items: [] }],
  "/auth/jwks.json": [200, { keys: [{ kid: "k-1" }] }],
  "/users/me": [401, { code: "unauthorized" }],
  "/carts": [404, { code: "cart-not-found" }],
  "/checkout/quote": [404, { code: "cart-not-found" }],
  "/shipping-methods": [200, [{ id: "standard" }]],
  "/orders": [401, { code: "unauthorized" }],
  "/reviews": [200, { items: [], nextCursor: null }],
};

const servers: Server[] = [];
const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A shop that answers what it is told to, or `after` so many requests of each kind. */
const aShop = (answers: Record<string, Answer | "nothing">) =>
  listening(
    createServer((request, response) => {
      const path = new URL(request.url ?? "", "http://shop").pathname.slice(apiPrefix.length);
      const answer = answers[path] ?? answers[path.replace(/\/[^/]+$/, "")] ?? ([404, {}] as Answer);
      if (answer === "nothing") return;
      response.writeHead(answer[0], { "content-type": "application/json" }).end(JSON.stringify(answer[1]));
    }),
  );

/** Speaks CodeDeploy's HTTP, as far as one call goes. */
async function aCodeDeploy(status = 200) {
  const told: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  const url = await listening(
    createServer(async (request, response) => {
      told.push({ headers: request.headers, body: JSON.parse(await text(request)) });
      response.writeHead(status).end("{}");
    }),
  );
  return { told, url };
}

async function lookAt(shopUrl: string, { remainingMs = 11_000, codeDeployStatus = 200 } = {}) {
  const codeDeploy = await aCodeDeploy(codeDeployStatus);
  Object.assign(process.env, {
    TEST_URL: shopUrl,
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL_CODEDEPLOY: codeDeploy.url,
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "a secret key",
    AWS_SESSION_TOKEN: "a session",
  });
  const lines: string[] = [];
  const writing = jest
    .spyOn(process.stdout, "write")
    .mockImplementation((line) => lines.push(String(line)) > 0);
  const event = { DeploymentId: "d-1", LifecycleEventHookExecutionId: "hook-1" };
  const ended = await handler(event, { getRemainingTimeInMillis: () => remainingMs }).catch((error) => error);
  writing.mockRestore();
  return { told: codeDeploy.told, line: JSON.parse(lines[0] ?? "{}"), ended };
}

test("a good release goes on, and CodeDeploy is told so as it wants to be told", async () => {
  const { told, line } = await lookAt(await aShop(good));

  expect(line).toMatchObject({
    level: "info",
    event: "release.looked-at",
    outcome: "Succeeded",
    failures: [],
  });
  expect(told.map(({ body }) => body)).toEqual([
    { deploymentId: "d-1", lifecycleEventHookExecutionId: "hook-1", status: "Succeeded" },
  ]);
  expect(told[0]!.headers).toMatchObject({
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus",
    authorization: expect.stringMatching(
      /Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/codedeploy\/aws4_request/,
    ),
  });
});

test.each<[string, Record<string, Answer | "nothing">, string]>([
  [
    "lets anybody into accounts",
    { "/users/me": [200, {}] },
    "an account without signing in: /users/me gave 200 instead of 401",
  ],
  [
    "breaks over products",
    { "/products": [500, {}] },
    "the products: /products?limit=1 gave 500 instead of 200",
  ],
  [
    "has no keys for tokens",
    { "/auth/jwks.json": [200, { keys: [] }] },
    "/auth/jwks.json gave something else",
  ],
  [
    "is not well",
    { "/health": [200, { status: "degraded", services: { users: "down" } }] },
    "the shop's health",
  ],
  ["does not answer", { "/reviews": "nothing" }, "gave no answer in time"],
])("a release that %s is taken back, and the log says why", async (_, differently, why) => {
  const { told, line } = await lookAt(await aShop({ ...good, ...differently }), { remainingMs: 10_500 });

  expect(told.map(({ body }) => Object(body).status)).toEqual(["Failed"]);
  expect(line).toMatchObject({ level: "error", outcome: "Failed", failures: [expect.stringContaining(why)] });
});

test("a release that is not there yet is waited for", async () => {
  const answers: Record<string, Answer> = { ...good, "/products": [503, {}] };
  const shop = await aShop(answers);
  setTimeout(() => Object.assign(answers, good), 200);

  const { told } = await lookAt(shop, { remainingMs: 15_000 });

  expect(told.map(({ body }) => Object(body).status)).toEqual(["Succeeded"]);
});

test("it fails itself where CodeDeploy does not take its word, so that somebody is told", async () => {
  const { ended } = await lookAt(await aShop(good), { codeDeployStatus: 400 });

  expect(ended).toMatchObject({ $metadata: { httpStatusCode: 400 } });
});

describe("the canary", () => {
  const walk = async (differently: Record<string, Answer> = {}) => {
    process.env.SHOP_URL = await aShop({ ...good, ...differently });
    return walkThrough();
  };

  test("sings while a customer can go up to the order", async () => {
    await expect(walk()).resolves.toContain("could order");
  });

  test.each<[string, Record<string, Answer>, string]>([
    ["the shop is unwell", { "/health": [200, { status: "degraded" }] }, "health is degraded"],
    ["no products are listed", { "/products": [200, { items: [] }] }, "lists no products"],
    ["a product is not shown", { "/products/tent": [500, {}] }, "/products/tent gave 500"],
    ["orders does not find carts", { "/checkout/quote": [503, {}] }, "/checkout/quote gave 503"],
  ])("says so when %s", async (_, differently, why) => {
    await expect(walk(differently)).rejects.toThrow(why);
  });
});
