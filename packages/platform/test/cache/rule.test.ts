import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { Answers, oldestMs, oldestUnheardMs, staleMs } from "../../src/cache/answers";
import type { SharedAnswer, SharedAnswers } from "../../src/cache/shared-answer";
import type { MadeAnswer, StoredAnswer } from "../../src/cache/stored-answer";
import { createMetrics } from "../../src/metrics/metrics";
import { anAnswer, FakeClock } from "./cache-ground";

// The rule of `Answers`, held against a small model of the world: a store whose things have versions, two instances that
// hear of its changes each in its own time, lose their feeds and get them back, and share a second tier; their clocks
// differ by 0.9 seconds. Whatever happens in whatever order, no request gets what the rule forbids.

const tagsOf = { "/one": ["one"], "/two": ["two"], "/both": ["one", "two"] } as const;
type Address = keyof typeof tagsOf;
type Tag = "one" | "two";
const addresses = Object.keys(tagsOf) as Address[];

/** What an answer says of itself: what it saw, and when. */
interface Seen {
  versions: Partial<Record<Tag, number>>;
  at: number;
}

const seenIn = (answer: StoredAnswer): Seen => JSON.parse(answer.content.toString()) as Seen;

class World {
  now = 0;
  versions: Record<Tag, number> = { one: 0, two: 0 };
  readonly sharedTier = new Map<string, SharedAnswer>();
  readonly instances = [new Instance(this, 0), new Instance(this, 900)];

  pass(milliseconds: number): void {
    this.now += milliseconds;
    for (const { clock } of this.instances) clock.pass(milliseconds);
  }

  change(tag: Tag): void {
    this.versions[tag]++;
    for (const instance of this.instances) instance.isToHear(tag, this.versions[tag]);
  }
}

/** One instance, and what it may answer. */
class Instance {
  readonly clock: FakeClock;
  readonly answers: Answers;
  sent = 0;
  #connected = false;
  #connectedAt = Number.NEGATIVE_INFINITY;
  #unheard: { tag: Tag; version: number }[] = [];
  #heard: { tag: Tag; version: number; at: number }[] = [];
  #makings: (() => void)[] = [];
  #waiting = new Set<Promise<void>>();

  constructor(
    private readonly world: World,
    skew: number,
  ) {
    this.clock = new FakeClock(skew);
    const shared: SharedAnswers = {
      read: async (address) => world.sharedTier.get(address),
      write: (address, answer) => void world.sharedTier.set(address, answer),
    };
    const metrics = createMetrics({ service: "test" });
    this.answers = new Answers({ maxBytes: 1_000_000, metrics, shared, clock: this.clock });
  }

  isToHear(tag: Tag, version: number): void {
    if (this.#connected) this.#unheard.push({ tag, version });
  }

  hear(): void {
    const change = this.#unheard.shift();
    if (!change) return;
    this.#heard.push({ ...change, at: this.world.now });
    this.answers.changed([change.tag]);
  }

  lose(): void {
    this.#connected = false;
    this.#unheard = [];
    this.answers.deaf();
  }

  connect(): void {
    this.#connected = true;
    this.#unheard = [];
    this.#connectedAt = this.world.now;
    this.answers.hearing();
  }

  ask(address: Address): void {
    const asked = { at: this.world.now, ...this.#demands(address) };
    const check = (answer: StoredAnswer) => {
      this.sent++;
      const { versions, at } = seenIn(answer);
      expect(at).toBeGreaterThanOrEqual(asked.notBefore);
      for (const tag of tagsOf[address]) expect(versions[tag]).toBeGreaterThanOrEqual(asked.versions[tag]);
    };
    const recalled = this.answers.recall(address);
    if (recalled) {
      check(recalled);
      return;
    }
    const loaded = this.answers.load(address, this.#makerOf(address)).then(check);
    this.#waiting.add(loaded);
    // A failed check is thrown by `settle`.
    loaded.catch(() => {});
  }

  /** Ends the making that began as the n-th of those that are under way. */
  finish(n: number): void {
    this.#makings.splice(n % Math.max(1, this.#makings.length), 1)[0]?.();
  }

  async settle(): Promise<void> {
    await turn();
    for (let rounds = 0; rounds < 20 && this.#makings.length > 0; rounds++) {
      this.finish(0);
      await turn();
    }
    await Promise.all(this.#waiting);
  }

  /** The oldest that a request of this moment may be given. */
  #demands(address: Address) {
    const versions: Record<Tag, number> = { one: 0, two: 0 };
    for (const { tag, version, at } of this.#heard) {
      if (at < this.world.now - staleMs) versions[tag] = Math.max(versions[tag], version);
    }
    const age = this.#connected ? oldestMs : oldestUnheardMs;
    const notBefore = Math.max(
      this.world.now - age,
      this.#connected ? this.#connectedAt : Number.NEGATIVE_INFINITY,
    );
    return { address, versions, notBefore };
  }

  /** What it sees, it sees as it begins: later would only be newer. */
  #makerOf(address: Address): () => Promise<MadeAnswer> {
    return () => {
      const tags = tagsOf[address];
      const versions = Object.fromEntries(tags.map((tag) => [tag, this.world.versions[tag]]));
      const seen: Seen = { versions, at: this.world.now };
      const made = { answer: anAnswer(JSON.stringify(seen)), tags };
      return new Promise((resolve) => this.#makings.push(() => resolve(made)));
    };
  }
}

type Step = (world: World) => void;

const which = fc.constantFrom(0, 1);
const onOne = (act: (instance: Instance) => void, n: number): Step => {
  return ({ instances }) => {
    const instance = instances[n];
    if (instance) act(instance);
  };
};
const steps: fc.WeightedArbitrary<Step>[] = [
  {
    weight: 10,
    arbitrary: fc
      .tuple(which, fc.constantFrom(...addresses))
      .map(([n, address]) => onOne((instance) => instance.ask(address), n)),
  },
  {
    weight: 6,
    arbitrary: fc
      .oneof(fc.integer({ min: 1, max: 400 }), fc.constantFrom(299, 300, 301, 501, 1_000, 1_200, 59_000))
      .map((ms) => (world: World) => world.pass(ms)),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Tag>("one", "two").map((tag) => (world: World) => world.change(tag)),
  },
  { weight: 4, arbitrary: which.map((n) => onOne((instance) => instance.hear(), n)) },
  {
    weight: 8,
    arbitrary: fc.tuple(which, fc.nat(5)).map(([n, m]) => onOne((instance) => instance.finish(m), n)),
  },
  { weight: 1, arbitrary: which.map((n) => onOne((instance) => instance.lose(), n)) },
  { weight: 1, arbitrary: which.map((n) => onOne((instance) => instance.connect(), n)) },
];

test("no request is sent what misses a change heard 300 ms before it, or what is too old, whatever the order of things", async () => {
  let sent = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...steps), { minLength: 20, maxLength: 120 }), async (life) => {
      const world = new World();
      for (const instance of world.instances) instance.connect();

      for (const step of life) {
        step(world);
        await turn();
      }

      for (const instance of world.instances) {
        await instance.settle();
        sent += instance.sent;
      }
    }),
    { numRuns: 300 },
  );

  expect(sent).toBeGreaterThan(1_000);
}, 120_000);

test("an instance takes from the second tier what another made, a second after the last change that it heard", async () => {
  const world = new World();
  const [maker, taker] = world.instances as [Instance, Instance];
  for (const instance of world.instances) instance.connect();
  world.pass(2_000);

  maker.ask("/one");
  await maker.settle();
  world.pass(10);
  taker.ask("/one");
  await turn();

  expect(world.sharedTier.size).toBe(1);
  expect(taker.sent).toBe(1);
});

test("what is made right after a change is not shared: nobody else could trust it", async () => {
  const world = new World();
  const [maker] = world.instances as [Instance, Instance];
  maker.connect();
  world.pass(2_000);
  world.change("one");
  maker.hear();
  world.pass(900);

  maker.ask("/one");
  await maker.settle();

  expect(maker.sent).toBe(1);
  expect(world.sharedTier.size).toBe(0);
});
