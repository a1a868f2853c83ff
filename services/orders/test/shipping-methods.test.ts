import { type OrdersGround, startOrdersGround } from "./orders-ground";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);

afterAll(() => ground?.stop(), 30_000);

const methods = (query: string) => ground.app.get(`/api/v1/shipping-methods?${query}`);

test("the methods of a country are offered with what they cost a cart of that worth", async () => {
  const { body } = await methods("country=US&subtotal=5000").expect(200);

  expect(body).toEqual([
    { id: "standard", name: "Standard", price: { amount: 0, currency: "USD" }, estimatedDays: [3, 5] },
    { id: "express", name: "Express", price: { amount: 1_499, currency: "USD" }, estimatedDays: [1, 2] },
  ]);
});

test("region and weight change what is offered", async () => {
  const remote = await methods("country=US&region=AK&weight=6000").expect(200);
  const heavy = await methods("country=US&weight=40000").expect(200);

  expect(remote.body).toMatchObject([{ id: "standard", price: { amount: 2_999 } }]);
  expect(heavy.body.map(({ id }: { id: string }) => id)).toEqual(["standard"]);
});

test.each([
  "country=US&subtotal=",
  "country=US&subtotal=1e3",
  "country=US&subtotal=0x10",
  "country=US&subtotal=-1",
  "country=US&subtotal=5.0",
  "country=US&weight=light",
  "country=US&currency=EUR",
  "country=us",
  "subtotal=5",
])("what is no whole number, no country or not known is refused: %s", async (query) => {
  await methods(query).expect(400);
});
