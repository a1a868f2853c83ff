import { createSampler, type Sampler } from "../../src/tracing/sampling";

const asked = (sampler: Sampler, method: string, path: string) =>
  sampler({ service: "orders", http: { method, path } });

test("the first requests of each second are sampled whatever the rate", () => {
  let now = 1_000_000;
  const sample = createSampler([{ rate: 0, reservoir: 2 }], { now: () => now, random: () => 0.5 });

  const firstSecond = [asked(sample, "GET", "/a"), asked(sample, "GET", "/a"), asked(sample, "GET", "/a")];
  now += 1000;
  const nextSecond = asked(sample, "GET", "/a");

  expect(firstSecond).toEqual([true, true, false]);
  expect(nextSecond).toBe(true);
});

test.each([
  [0.049, true],
  [0.051, false],
])("a rate of 5% decides by chance: %d is sampled: %s", (chance, sampled) => {
  const sample = createSampler([{ rate: 0.05 }], { now: () => 0, random: () => chance });

  expect(asked(sample, "GET", "/products")).toBe(sampled);
});

test("the first rule that matches method and path decides", () => {
  const sample = createSampler(
    [{ path: "/health/*", rate: 0 }, { method: "post", path: "/api/v?/orders", rate: 1 }, { rate: 0 }],
    { now: () => 0, random: () => 0 },
  );

  expect(asked(sample, "GET", "/health/live")).toBe(false);
  expect(asked(sample, "POST", "/api/v1/orders")).toBe(true);
  expect(asked(sample, "GET", "/api/v1/orders")).toBe(false);
  expect(asked(sample, "POST", "/api/v1/orders/7")).toBe(false);
});

test("without a rule that matches nothing is sampled", () => {
  const sample = createSampler([{ path: "/orders", rate: 1 }], { now: () => 0, random: () => 0 });

  expect(asked(sample, "GET", "/products")).toBe(false);
  expect(sample({ service: "orders" })).toBe(false);
});
