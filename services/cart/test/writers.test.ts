import fc from "fast-check";
import { type CartGround, cartCalls, contents, startCartGround } from "./cart-ground";

let ground: CartGround;
let tasks: ReturnType<typeof cartCalls>[];
let skus: string[];

beforeAll(async () => {
  ground = await startCartGround();
  tasks = [cartCalls(ground), cartCalls(ground.startTask())];
  ({ skus } = await ground.catalog.sellMany({ variants: 4, pieces: 5_000 }));
}, 60_000);
afterAll(() => ground?.stop());

type Contents = Record<string, number>;

/** What a writer does; of a SKU by its number. */
type Deed =
  | { kind: "add" | "set"; of: number; quantity: number }
  | { kind: "remove"; of: number }
  | { kind: "empty" };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("add"),
      of: fc.nat(3),
      quantity: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("set"),
      of: fc.nat(3),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove"), of: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("empty") }) },
) as fc.Arbitrary<Deed>;

const skuOf = (number: number) => skus[number] ?? "";

function send(calls: ReturnType<typeof cartCalls>, id: string, done: Deed) {
  switch (done.kind) {
    case "add":
      return calls.add(id, skuOf(done.of), done.quantity);
    case "set":
      return calls.set(id, skuOf(done.of), done.quantity);
    case "remove":
      return calls.remove(id, skuOf(done.of));
    case "empty":
      return calls.empty(id);
  }
}

/** What a cart holds after one more deed: all that the shop promises of it. */
function after(before: Contents, done: Deed): Contents {
  if (done.kind === "empty") return {};
  const { [skuOf(done.of)]: quantity = 0, ...others } = before;
  if (done.kind === "remove") return others;
  return { ...others, [skuOf(done.of)]: done.kind === "add" ? quantity + done.quantity : done.quantity };
}

const same = (one: Contents, other: Contents) =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

test("whatever many writers do to a cart at once, it is as if one had done it after the other, and nothing is lost", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 24 }), async (deeds) => {
      const id = await tasks[0]!.guestCart();

      const answers = await Promise.all(
        deeds.map(async (done, index) => ({ done, answer: await send(tasks[index % 2]!, id, done) })),
      );

      expect(answers.map(({ answer }) => answer.status)).toEqual(deeds.map(() => 200));
      const last = await tasks[1]!.get(id);
      let held: Contents = {};
      for (let version = 2; version <= last.body.version; version++) {
        const atThat = answers.filter(({ answer }) => answer.body.version === version);
        // What adds or sets always makes a version of its own; what removes may find nothing to do.
        const certain = atThat.filter(({ done }) => done.kind === "add" || done.kind === "set");
        expect(certain.length).toBeLessThanOrEqual(1);
        const candidates = certain.length > 0 ? certain : atThat;
        const maker = candidates.find(({ done, answer }) => same(after(held, done), contents(answer)));
        expect(maker).toBeDefined();
        held = after(held, maker!.done);
        for (const { answer } of atThat) expect(contents(answer)).toEqual(held);
      }
      expect(contents(last)).toEqual(held);
    }),
    { numRuns: 25 },
  );
}, 120_000);

test("nobody's pieces beyond 99 get in, however many try at once", async () => {
  const id = await tasks[0]!.guestCart();
  const sku = skuOf(0);

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => tasks[index % 2]!.add(id, sku, 10)),
  );

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(11);
  expect(contents(await tasks[0]!.get(id))).toEqual({ [sku]: 90 });
});
