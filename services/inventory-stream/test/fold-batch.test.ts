import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { freePort } from "@shopeasy/testing/free-port";
import fc from "fast-check";
import { handler } from "../src/handler";
import {
  aCartId,
  aRecord,
  aSku,
  cartChanged,
  type StreamGround,
  stockChanged,
  streamGround,
} from "./stream-ground";

describe("folding the inventory stream", () => {
  let ground: StreamGround;

  beforeAll(async () => {
    ground = await streamGround();
  });
  afterAll(() => ground.close());

  const everything = async () => {
    const { Items = [] } = await ground.deps.dynamo.send(
      new ScanCommand({ TableName: ground.table, ConsistentRead: true }),
    );
    return Items;
  };

  it("knows what is available of a SKU, and how many pieces are in carts", async () => {
    const [sku, other] = [aSku(), aSku()];
    const [ada, grace] = [aCartId(), aCartId()];

    const answer = await ground.fold(
      [
        stockChanged(sku, 1, 10),
        cartChanged(sku, ada, 1, 2),
        cartChanged(sku, grace, 4, 3),
        cartChanged(other, ada, 2, 1),
        cartChanged(sku, ada, 3, 1),
        stockChanged(sku, 2, 9),
      ].map(aRecord),
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await ground.availabilityOf(sku)).toMatchObject({ available: 9, inCarts: 4 });
    expect(await ground.availabilityOf(other)).toMatchObject({ available: null, inCarts: 1 });
  });

  it("ends in the same state in whatever order and batches records come, and however often", async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 7 }), async (random, size) => {
        const sku = aSku();
        const carts = [aCartId(), aCartId(), aCartId()];
        const history = Array.from({ length: 12 }, (_, version) => {
          const cart = carts[version % 4];
          return cart
            ? cartChanged(sku, cart, version, (version * 7) % 5)
            : stockChanged(sku, version, version);
        });
        const disordered = [...history, ...history]
          .map((event) => ({ event, rank: random.next().value }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ event }) => event);

        for (let start = 0; start < disordered.length; start += size)
          await ground.fold(disordered.slice(start, start + size).map(aRecord));

        // The newest: of the carts versions 8, 9 and 10, which hold 1, 3 and 0; of the stock version 11.
        expect(await ground.availabilityOf(sku)).toMatchObject({ available: 11, inCarts: 4 });
      }),
      { numRuns: 15 },
    );
  });

  it("writes nothing when the stream is replayed from its beginning", async () => {
    const sku = aSku();
    const cart = aCartId();
    const records = [stockChanged(sku, 1, 5), cartChanged(sku, cart, 1, 2), cartChanged(sku, cart, 2, 4)].map(
      aRecord,
    );
    await ground.fold(records);
    const before = await ground.availabilityOf(sku);

    await ground.fold(records);

    expect(before).toMatchObject({ available: 5, inCarts: 4 });
    expect(await ground.availabilityOf(sku)).toEqual(before);
  });

  it("counts carts no more once they have expired, with no record that says so", async () => {
    const sku = aSku();
    const expired = new Date(Date.now() - 1_000);
    const inADay = new Date(Date.now() + 86_400_000);

    await ground.fold(
      [cartChanged(sku, aCartId(), 1, 5, expired), cartChanged(sku, aCartId(), 1, 3, inADay)].map(aRecord),
    );

    expect(await ground.availabilityOf(sku)).toMatchObject({ inCarts: 3 });
    expect(await ground.availabilityOf(sku, inADay)).toMatchObject({ inCarts: 0 });
  });

  it("takes a batch of hundreds of carts of one SKU", async () => {
    const sku = aSku();
    const records = Array.from({ length: 250 }, () => aRecord(cartChanged(sku, aCartId(), 1, 2)));

    const answer = await ground.fold(records);

    expect(answer.batchItemFailures).toEqual([]);
    expect(await ground.availabilityOf(sku)).toMatchObject({ inCarts: 500 });
  });

  it("loses nothing when two invocations write of one SKU at once", async () => {
    const sku = aSku();
    const batches = Array.from({ length: 3 }, () =>
      Array.from({ length: 5 }, () => aRecord(cartChanged(sku, aCartId(), 1, 1))),
    );

    const answers = await Promise.all(batches.map((records) => ground.fold(records)));

    expect(answers.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    expect(await ground.availabilityOf(sku)).toMatchObject({ inCarts: 15 });
  });

  it("writes no cart's id into the table or the log, and has DynamoDB forget carts after they expired", async () => {
    const sku = aSku();
    const cart = aCartId();
    const expiresAt = new Date("2099-01-31T12:34:56.000Z");

    await ground.fold([cartChanged(sku, cart, 1, 2, expiresAt)].map(aRecord));

    const items = await everything();
    expect(JSON.stringify(items)).not.toContain(cart);
    expect(ground.logText()).not.toContain(cart);
    const stored = items.find(({ pk }) => pk.startsWith("cart#") && pk.endsWith(sku));
    expect(stored).toMatchObject({ expiresAt: expiresAt.getTime() / 1000 });
  });

  it.each([
    ["not JSON", "gibberish"],
    ["no event", '{"hello":"world"}'],
    ["an event that does not belong here", '{"type":"order.paid"}'],
    [
      "a negative quantity",
      JSON.stringify({ ...cartChanged(aSku(), aCartId(), 1, 1), aggregateVersion: -1 }),
    ],
  ])("passes over a record that is %s, says so, and goes on", async (_what, bad) => {
    const sku = aSku();
    const record = aRecord(bad);

    const answer = await ground.fold([record, aRecord(stockChanged(sku, 1, 7))]);

    expect(answer.batchItemFailures).toEqual([]);
    expect(await ground.availabilityOf(sku)).toMatchObject({ available: 7 });
    const { sequenceNumber } = record.kinesis;
    expect(ground.logged("inventory.record-skipped")).toContainEqual(
      expect.objectContaining({ sequenceNumber }),
    );
    expect(ground.logText()).not.toContain("gibberish");
  });

  it("has the stream come again from the first record when the table is away, and then loses none", async () => {
    const [sku, other] = [aSku(), aSku()];
    const records = [
      aRecord("gibberish"),
      aRecord(stockChanged(sku, 1, 7)),
      aRecord(stockChanged(other, 1, 8)),
    ];
    const cutOff = ground.depsWith({ AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${await freePort()}` });

    const first = await ground.fold(records, cutOff);
    const second = await ground.fold(records.slice(1));

    expect(first).toEqual({ batchItemFailures: [{ itemIdentifier: records[1]?.kinesis.sequenceNumber }] });
    expect(second).toEqual({ batchItemFailures: [] });
    expect(await ground.availabilityOf(sku)).toMatchObject({ available: 7 });
    expect(await ground.availabilityOf(other)).toMatchObject({ available: 8 });
  });

  it("is done by the handler that AWS invokes, which reads its environment when first invoked", async () => {
    const sku = aSku();
    Object.assign(process.env, ground.environment);

    const answer = await handler(
      { Records: [aRecord(stockChanged(sku, 1, 7))] },
      { awsRequestId: "request" },
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await ground.availabilityOf(sku)).toMatchObject({ available: 7 });
  });
});
