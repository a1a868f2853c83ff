import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aPaidOrder, callsBy, usd } from "./paid-orders";
import { aCustomer } from "./placing";

let ground: OrdersGround;
let staff: ReturnType<typeof callsBy>;

beforeAll(async () => {
  ground = await startOrdersGround();
  staff = callsBy(ground, ground.staff);
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);

test("staff find orders by status, e-mail address, number and time, and by several of them", async () => {
  const ada = await aPaidOrder(ground, { body: { email: "Ada.Byron@example.test" } });
  const bob = await aPaidOrder(ground, { body: { email: "bob@example.test" } });
  const old = await aPaidOrder(ground, { body: { email: "bob@example.test" } });
  await ground.sql`update orders set placed_at = '2024-05-05T12:00:00Z' where id = ${old.id}`;
  await staff.post(`/orders/${bob.id}/refunds`, { amount: usd(1), reason: "Sorry." });

  const found = {
    all: await staff.get("/orders"),
    paid: await staff.get("/orders?status=paid"),
    refunded: await staff.get("/orders?status=partially-refunded"),
    adas: await staff.get("/orders?email=ADA.byron@example.test"),
    number: await staff.get(`/orders?number=${ada.number.toLowerCase()}`),
    at: await staff.get("/orders?from=2024-05-05T12:00:00Z&to=2024-05-05T12:00:00.001Z"),
    before: await staff.get("/orders?to=2024-05-05T12:00:00Z"),
    day: await staff.get("/orders?from=2024-05-05&to=2024-05-06"),
    both: await staff.get("/orders?email=bob@example.test&from=2025-01-01T00:00:00%2B02:00"),
    none: await staff.get("/orders?email=eve@example.test"),
  };

  expect(idsOf(found.all)).toEqual([old.id, bob.id, ada.id]);
  expect(idsOf(found.paid)).toEqual([old.id, ada.id]);
  expect(idsOf(found.refunded)).toEqual([bob.id]);
  expect(idsOf(found.adas)).toEqual([ada.id]);
  expect(idsOf(found.number)).toEqual([ada.id]);
  expect(idsOf(found.at)).toEqual([old.id]);
  expect(idsOf(found.before)).toEqual([]);
  expect(idsOf(found.day)).toEqual([old.id]);
  expect(idsOf(found.both)).toEqual([bob.id]);
  expect(idsOf(found.none)).toEqual([]);
});

test("a customer's filters find her own orders only", async () => {
  const [ada, eve] = [await aCustomer(), await aCustomer()];
  const body = { email: "shared@example.test" };
  const adas = await aPaidOrder(ground, { token: ada.token, body });
  const eves = await aPaidOrder(ground, { token: eve.token, body });

  const [own, others] = await Promise.all([
    callsBy(ground, ada.token).get("/orders?email=shared@example.test"),
    callsBy(ground, ada.token).get(`/orders?number=${eves.number}`),
  ]);

  expect(idsOf(own)).toEqual([adas.id]);
  expect(idsOf(others)).toEqual([]);
});

test.each([
  ["status=unheard-of"],
  ["email=nonsense"],
  ["from=yesterday"],
  ["from=0000-01-01T00:00:00Z"],
  ["to=9999-12-31T23:59:59-14:00"],
  ["limit=0"],
  ["limit=101"],
  ["cursor=nonsense"],
  ["colour=red"],
])("%s is not understood", async (query) => {
  const { status } = await staff.get(`/orders?${query}`);

  expect(status).toBe(400);
});

test("nobody is told of orders", async () => {
  const { status } = await callsBy(ground).get("/orders");

  expect(status).toBe(401);
});
