import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "@shopeasy/testing/eventually";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aPaidOrder, callsBy, type PaidOrder, usd } from "./paid-orders";
import { aCustomer } from "./placing";

let ground: OrdersGround;
let server: Server;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  server = await ground.serve();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterEach(() => {
  for (const { close } of streams.splice(0)) close();
});
afterAll(async () => {
  server?.close();
  server?.closeAllConnections();
  await ground?.stop();
}, 30_000);

interface Heard {
  id: number;
  type: string;
  detail: string;
  at: string;
}

interface Listening {
  status: number | undefined;
  headers: IncomingMessage["headers"];
  steps: Heard[];
  close: () => void;
}

const streams: Listening[] = [];

/** Listens to an order's steps. */
async function listen(
  { id, token }: { id: string; token?: string },
  headers: Record<string, string> = {},
): Promise<Listening> {
  const { port } = server.address() as AddressInfo;
  const query = token ? `?token=${token}` : "";
  const url = `http://127.0.0.1:${port}/api/v1/orders/${id}/events${query}`;
  const asked = request(url, { agent: false, headers: { accept: "text/event-stream", ...headers } });
  asked.on("error", () => {});
  asked.end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  let text = "";
  answer.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  answer.on("error", () => {});
  const listening = {
    status: answer.statusCode,
    headers: answer.headers,
    get steps() {
      return [...text.matchAll(/^id: (\d+)\ndata: (.*)\n/gm)].map(([, step = "", json = ""]) => ({
        id: Number(step),
        ...JSON.parse(json),
      }));
    },
    close: () => asked.destroy(),
  };
  streams.push(listening);
  return listening;
}

const hears = (listening: Listening, types: string[]) =>
  eventually(() => expect(listening.steps.map(({ type }) => type)).toEqual(types));

const refund = (order: PaidOrder, amount: number) =>
  staff.post(`/orders/${order.id}/refunds`, { amount: usd(amount), reason: "Sorry." });

const ofStaff = () => ({ authorization: `Bearer ${ground.staff}` });

test("each step is heard as it happens, with what it says to the customer", async () => {
  const order = await aPaidOrder(ground);
  const listening = await listen(order);
  await hears(listening, ["placed", "paid"]);

  await refund(order, 100);

  await hears(listening, ["placed", "paid", "refunded"]);
  expect(listening.status).toBe(200);
  expect(listening.headers["content-type"]).toMatch(/^text\/event-stream/);
  expect(listening.steps.at(-1)).toEqual({
    id: expect.any(Number),
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    type: "refunded",
    detail: "$1.00 was refunded.",
  });
});

test("who comes back with the last id hears all that happened since, and nothing twice", async () => {
  const order = await aPaidOrder(ground);
  const first = await listen(order);
  await hears(first, ["placed", "paid"]);
  first.close();
  await refund(order, 100);
  await refund(order, 200);

  const again = await listen(order, { "last-event-id": String(first.steps.at(-1)?.id) });
  await refund(order, 300);

  await hears(again, ["refunded", "refunded", "refunded"]);
  expect(again.steps.map(({ detail }) => detail)).toEqual([
    "$1.00 was refunded.",
    "$2.00 was refunded.",
    "$3.00 was refunded.",
  ]);
});

test("many things at once are heard once each, in their order, by everybody who listens", async () => {
  const order = await aPaidOrder(ground);
  const listeners = await Promise.all(Array.from({ length: 5 }, () => listen(order)));

  await Promise.all(Array.from({ length: 30 }, (_, i) => refund(order, i + 1)));

  const all = ["placed", "paid", ...Array(30).fill("refunded")];
  for (const listening of listeners) await hears(listening, all);
  const { timeline } = (await staff.get(`/orders/${order.id}`)).body;
  for (const { steps } of listeners) {
    expect(steps.map(({ detail }) => detail)).toEqual(timeline.map(({ detail }: Heard) => detail));
    expect(steps.map(({ id }) => id)).toEqual(steps.map(({ id }) => id).toSorted((a, b) => a - b));
  }
}, 40_000);

test("orders of which nobody hears are not read, and no listener hears of another's order", async () => {
  const [one, other] = [await aPaidOrder(ground), await aPaidOrder(ground)];
  const listening = await listen(one);
  await hears(listening, ["placed", "paid"]);

  await refund(other, 100);
  await refund(one, 200);

  await hears(listening, ["placed", "paid", "refunded"]);
  expect(listening.steps.at(-1)?.detail).toBe("$2.00 was refunded.");
});

test("only those hear it who may see the order", async () => {
  const [ada, eve] = [await aCustomer(), await aCustomer()];
  const adas = await aPaidOrder(ground, { token: ada.token });
  const guests = await aPaidOrder(ground);
  const by = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` });

  const statuses = await Promise.all([
    listen({ id: adas.id }, by(ada)),
    listen({ id: adas.id }, ofStaff()),
    listen({ id: adas.id }, by(eve)),
    listen({ id: adas.id }),
    listen({ id: guests.id, token: guests.token }),
    listen({ id: guests.id, token: "nonsense" }),
    listen({ id: randomUUID() }, ofStaff()),
  ]);

  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 404, 401, 200, 404, 404]);
});

test.each([["nonsense"], ["-1"], ["1.5"], ["9".repeat(30)]])(
  "an id that the stream did not give out (%s) is not understood",
  async (id) => {
    const order = await aPaidOrder(ground, { quantity: 1 });

    const { status } = await listen(order, { "last-event-id": id });

    expect(status).toBe(400);
  },
);

test("listeners of one address are limited", async () => {
  const order = await aPaidOrder(ground, { quantity: 1 });
  const listeners = await Promise.all(Array.from({ length: 100 }, () => listen(order)));

  const oneMore = await listen(order);

  expect(new Set(listeners.map(({ status }) => status))).toEqual(new Set([200]));
  expect([oneMore.status, oneMore.headers["retry-after"]]).toEqual([429, "30"]);
});
