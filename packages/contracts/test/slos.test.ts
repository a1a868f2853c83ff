import { readFileSync } from "node:fs";
import { join } from "node:path";
import { durationBuckets } from "../src/metric-declaration";
import { serviceFor } from "../src/route-table";
import { type Journey, journeyNames, journeyOf, journeys } from "../src/slos";

const document = JSON.parse(readFileSync(join(__dirname, "../openapi.json"), "utf8")) as {
  paths: Record<string, Record<string, { tags?: string[] }>>;
};
const declared = new Set(
  Object.entries(document.paths).flatMap(([path, calls]) =>
    Object.entries(calls).map(([method, { tags = [] }]) => `${tags[0]} ${method.toUpperCase()} ${path}`),
  ),
);
const routesOf = (journey: Journey) =>
  Object.entries(journey.routes).flatMap(([service, routes]) =>
    (routes ?? []).map((route) => ({ service, route })),
  );

test("the routes of journeys are ones that their services declare, to the letter", () => {
  const unknown = journeyNames
    .flatMap((name) => routesOf(journeys[name]))
    .map(({ service, route }) => `${service} ${route}`)
    .filter((route) => !declared.has(route));

  expect(declared.size).toBeGreaterThan(100);
  expect(unknown).toEqual([]);
});

test("a route is of one journey at most, and its request is led to the service that the journey names", () => {
  const all = journeyNames.flatMap((name) => routesOf(journeys[name]));

  expect(new Set(all.map(({ service, route }) => `${service} ${route}`)).size).toBe(all.length);
  for (const { service, route } of all) {
    expect(serviceFor(`/api/v1${route.split(" ")[1]}`)).toBe(service);
  }
});

test("every route of a journey leads back to it, and any other to none", () => {
  for (const name of journeyNames) {
    for (const { service, route } of routesOf(journeys[name])) {
      const [method = "", pattern = ""] = route.split(" ");
      expect(journeyOf(service, method, pattern)).toBe(name);
    }
  }
  expect(journeyOf("orders", "POST", "/orders")).toBe("checkout");
  expect(journeyOf("orders", "DELETE", "/orders")).toBeUndefined();
  expect(journeyOf("cart", "POST", "/orders")).toBeUndefined();
  expect(journeyOf("catalog", "GET", "/products/{idOrSlug}/availability")).toBeUndefined();
  expect(journeyOf("catalog", "GET", "unmatched")).toBeUndefined();
});

test("whether an answer came in time can be read off the histogram of durations", () => {
  for (const name of journeyNames) {
    expect(durationBuckets).toContain(journeys[name].latency.withinSeconds);
  }
});

test("every objective leaves a budget, and an alarm that could ring", () => {
  for (const name of journeyNames) {
    const { availability, latency } = journeys[name];
    for (const { target } of [availability, latency]) {
      expect(target).toBeLessThan(1);
      // At the greatest burn rate that alarms look for, no more than everything is bad.
      expect(14.4 * (1 - target)).toBeLessThan(1);
    }
  }
});
