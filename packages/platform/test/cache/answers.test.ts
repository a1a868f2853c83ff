import { aCache, anAnswer, textOf, Workshop } from "./cache-ground";

const address = "/things/1";

/** A cache that hears changes and keeps an answer, made 10 seconds ago. */
async function aWarmCache(tags = ["thing"]) {
  const ground = aCache();
  const workshop = new Workshop();
  ground.answers.hearing();
  const loaded = ground.answers.load(address, workshop.make);
  await workshop.finish("first", tags);
  await loaded;
  ground.clock.pass(10_000);
  return { ...ground, workshop };
}

test("an answer is made once for all who ask at the same time, and kept", async () => {
  const { answers } = aCache();
  const workshop = new Workshop();
  answers.hearing();

  const loads = [1, 2, 3].map(() => answers.load(address, workshop.make));
  await workshop.finish("made");
  const given = await Promise.all(loads);

  expect(given.map(textOf)).toEqual(["made", "made", "made"]);
  expect(textOf(answers.recall(address))).toBe("made");
  expect(workshop.begun).toBe(1);
});

test("what fails is told to all who wait for it, and is not kept", async () => {
  const { answers } = aCache();
  const workshop = new Workshop();

  const loads = [1, 2].map(() => answers.load(address, workshop.make));
  const failed = Promise.allSettled(loads);
  await workshop.fail(new Error("no such thing"));

  expect((await failed).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(answers.recall(address)).toBeUndefined();
});

test("a changed answer is sent for 300 ms more, while it is made anew once", async () => {
  const { answers, clock, workshop } = await aWarmCache();

  answers.changed(["thing"]);
  const meanwhile = [0, 100, 150, 50].map((ms) => {
    clock.pass(ms);
    return textOf(answers.recall(address));
  });
  await workshop.finish("second");

  expect(meanwhile).toEqual(["first", "first", "first", "first"]);
  expect(textOf(answers.recall(address))).toBe("second");
  expect(workshop.begun).toBe(2);
});

test("who asks more than 300 ms after a change waits, also for what nobody had asked for since", async () => {
  const { answers, clock, workshop } = await aWarmCache();

  answers.changed(["thing"]);
  clock.pass(301);

  expect(answers.recall(address)).toBeUndefined();
  const loaded = answers.load(address, workshop.make);
  await workshop.finish("second");
  expect(textOf(await loaded)).toBe("second");
});

test("a change of something else leaves it as it is", async () => {
  const { answers, clock, workshop } = await aWarmCache();

  answers.changed(["another"]);
  clock.pass(1_000);

  expect(textOf(answers.recall(address))).toBe("first");
  expect(workshop.begun).toBe(1);
});

test("when anything may have changed, every answer is made anew", async () => {
  const { answers, clock } = await aWarmCache(["one", "two"]);

  answers.allChanged();
  clock.pass(301);

  expect(answers.recall(address)).toBeUndefined();
});

test("an answer that a change overtook while it was made is sent for 300 ms only", async () => {
  const { answers, clock } = aCache();
  const workshop = new Workshop();
  answers.hearing();

  const loaded = answers.load(address, workshop.make);
  answers.changed(["thing"]);
  clock.pass(100);
  await workshop.finish("old");

  expect(textOf(await loaded)).toBe("old");
  expect(textOf(answers.recall(address))).toBe("old");
  clock.pass(201);
  expect(answers.recall(address)).toBeUndefined();
});

test("who asks long after a change does not wait for a making that began before it", async () => {
  const { answers, clock } = aCache();
  const workshop = new Workshop();
  answers.hearing();
  const early = answers.load(address, workshop.make);
  answers.changed(["thing"]);
  clock.pass(301);

  const late = answers.load(address, workshop.make);
  await workshop.finish("old");
  await workshop.finish("new");

  expect([await early, await late].map(textOf)).toEqual(["old", "new"]);
  expect(textOf(answers.recall(address))).toBe("new");
});

test("a slow making does not replace a newer answer", async () => {
  const { answers, clock } = aCache();
  const slow = new Workshop();
  const quick = new Workshop();
  answers.hearing();
  const first = answers.load(address, slow.make);
  answers.changed(["another"]);
  clock.pass(301);
  const second = answers.load(address, quick.make);
  await quick.finish("new");

  await slow.finish("old");
  await Promise.all([first, second]);

  expect(textOf(answers.recall(address))).toBe("new");
});

test("under constant change nobody waits, and it is made five times a second at most", async () => {
  const { answers, clock, workshop } = await aWarmCache();
  const begunBefore = workshop.begun;
  let waited = 0;

  for (let ms = 0; ms < 10_000; ms += 10) {
    answers.changed(["thing"]);
    if (!answers.recall(address)) waited++;
    // Each making takes 50 ms.
    if (ms % 50 === 0) await workshop.finish(`made at ${ms}`);
    clock.pass(10);
  }

  expect(waited).toBe(0);
  expect(workshop.begun - begunBefore).toBeLessThanOrEqual(51);
});

test("a minute-old answer is not sent; one that is nearly so is made anew beforehand", async () => {
  const { answers, clock, workshop } = await aWarmCache();

  clock.pass(39_000);
  const ripe = textOf(answers.recall(address));
  await workshop.finish("second");
  const renewed = textOf(answers.recall(address));
  clock.pass(60_001);

  expect([ripe, renewed]).toEqual(["first", "second"]);
  expect(answers.recall(address)).toBeUndefined();
});

test("while changes are not heard, an answer is kept for half a second", async () => {
  const { answers, clock } = aCache();
  const workshop = new Workshop();
  const loaded = answers.load(address, workshop.make);
  await workshop.finish("made");
  await loaded;

  clock.pass(500);
  const soon = textOf(answers.recall(address));
  clock.pass(1);

  expect(soon).toBe("made");
  expect(answers.recall(address)).toBeUndefined();
});

test("when changes are no longer heard, what is older than half a second is not sent", async () => {
  const { answers } = await aWarmCache();

  answers.deaf();

  expect(answers.recall(address)).toBeUndefined();
});

test("when changes are heard again, nothing of before is sent or kept", async () => {
  const { answers } = await aWarmCache();
  const workshop = new Workshop();
  answers.deaf();
  const before = answers.load(address, workshop.make);

  answers.hearing();
  const after = answers.load(address, workshop.make);
  await workshop.finish("before");
  const kept = answers.recall(address);
  await workshop.finish("after");

  expect(kept).toBeUndefined();
  expect([await before, await after].map(textOf)).toEqual(["before", "after"]);
  expect(textOf(answers.recall(address))).toBe("after");
});

test("what can't be made anew is dropped, and the next request is told why", async () => {
  const { answers, workshop } = await aWarmCache();
  answers.changed(["thing"]);
  answers.recall(address);

  await workshop.fail(new Error("archived"));

  expect(answers.recall(address)).toBeUndefined();
  const loaded = answers.load(address, workshop.make);
  const refused = expect(loaded).rejects.toThrow("archived");
  await workshop.fail(new Error("archived"));
  await refused;
});

test("a making that throws at once is a rejection like any other", async () => {
  const { answers } = aCache();

  const loaded = answers.load(address, () => {
    throw new Error("at once");
  });

  await expect(loaded).rejects.toThrow("at once");
});

test("answers make room for others; one that is too large for all is not kept", async () => {
  const { answers, metrics } = aCache({ maxBytes: 100_000 });
  answers.hearing();

  for (let n = 0; n < 50; n++) {
    await answers.load(`/things/${n}`, async () => ({ answer: anAnswer("x".repeat(5_000)), tags: [] }));
  }
  await answers.load("/large", async () => ({ answer: anAnswer("x".repeat(50_000)), tags: [] }));

  expect(answers.recall("/things/0")).toBeUndefined();
  expect(answers.recall("/things/49")).toBeDefined();
  expect(answers.recall("/large")).toBeUndefined();
  const rendered = await metrics.render();
  const bytes = Number(/answers_bytes{[^}]*} (\d+)/.exec(rendered)?.[1]);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(100_000);
  expect(Number(/answers_evicted_total{[^}]*} (\d+)/.exec(rendered)?.[1])).toBeGreaterThan(30);
});

test("its metrics tell fresh, stale, made, joined and failed answers apart", async () => {
  const { answers, metrics, workshop } = await aWarmCache();
  answers.recall(address);
  answers.changed(["thing"]);
  answers.recall(address);
  const joined = answers.load(address, workshop.make);
  await workshop.finish("second");
  await joined;

  const rendered = await metrics.render();

  const count = (outcome: string) =>
    Number(new RegExp(`answers_total{[^}]*outcome="${outcome}"[^}]*} (\\d+)`).exec(rendered)?.[1]);
  expect(["fresh", "stale", "made", "joined", "failed", "shared"].map(count)).toEqual([1, 1, 2, 1, 0, 0]);
  expect(rendered).toMatch(/answers_hearing{[^}]*} 1/);
});
