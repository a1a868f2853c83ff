import fc from "fast-check";
import { layoutOf } from "../traces/map-layout-rules";

const measures = { nodeWidth: 100, nodeHeight: 50, gap: 60 };

test("who is called stands to the right of all who call", () => {
  const links = [
    { from: "gateway", to: "orders" },
    { from: "gateway", to: "catalog" },
    { from: "orders", to: "catalog" },
    { from: "catalog", to: "database" },
  ];

  const { nodes } = layoutOf(["catalog", "database", "gateway", "orders"], links, measures);

  const columns = ["gateway", "orders", "catalog", "database"].map((name) => nodes.get(name)?.x);
  expect(columns).toEqual([62, 222, 382, 542]);
});

test("a call that closes a circle goes back, and all stands where it would without it", () => {
  const links = [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
    { from: "c", to: "a" },
    { from: "c", to: "c" },
  ];

  const { nodes, links: ways } = layoutOf(["a", "b", "c"], links, measures);

  expect(["a", "b", "c"].map((name) => nodes.get(name)?.x)).toEqual([62, 222, 382]);
  const [start, end] = [ways[2]?.[0], ways[2]?.at(-1)];
  expect([start?.x, end?.x]).toEqual([332, 112]);
});

test("links that meet at a node arrive beside each other, in the order in which they come", () => {
  const links = ["x", "y", "z"].map((from) => ({ from, to: "end" }));

  const { nodes, links: ways } = layoutOf(["x", "y", "z", "end"], links, measures);

  const arrivals = ways.map((way) => way.at(-1)?.y ?? 0);
  const starts = ["x", "y", "z"].map((name) => nodes.get(name)?.y ?? 0);
  expect(new Set(arrivals).size).toBe(3);
  expect(arrivals.map((y) => arrivals.toSorted((a, b) => a - b).indexOf(y))).toEqual(
    starts.map((y) => starts.toSorted((a, b) => a - b).indexOf(y)),
  );
});

test("what a queue brings may lead anywhere: the ranks are those of the calls", () => {
  const links = [
    { from: "gateway", to: "orders" },
    { from: "orders", to: "queue" },
    { from: "queue", to: "mails", isQueued: true },
    { from: "queue", to: "gateway", isQueued: true },
    { from: "mails", to: "orders" },
  ];

  const { nodes, links: ways } = layoutOf(["queue", "mails", "orders", "gateway"], links, measures);

  expect(["gateway", "mails", "orders", "queue"].map((name) => nodes.get(name)?.x)).toEqual([
    62, 62, 222, 382,
  ]);
  expect([ways[2]?.[0]?.x, ways[2]?.at(-1)?.x]).toEqual([332, 112]);
});

const aName = fc.constantFrom(..."abcdefghij");

test("no two nodes lie upon each other, and none outside, whoever calls whom", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ from: aName, to: aName }), { maxLength: 30 }), (links) => {
      const names = [..."abcdefghij"];

      const { nodes, width, height, links: ways } = layoutOf(names, links, measures);

      const places = names.map((name) => nodes.get(name) ?? { x: -1, y: -1 });
      for (const [index, { x, y }] of places.entries()) {
        expect(x - 50 >= 0 && x + 50 <= width && y - 25 >= 0 && y + 25 <= height).toBe(true);
        const hasNeighbourWithin = places.some(
          (other, at) => at !== index && Math.abs(other.x - x) < 100 && Math.abs(other.y - y) < 50,
        );
        expect(hasNeighbourWithin).toBe(false);
      }
      expect(ways).toHaveLength(links.length);
    }),
  );
});

test("in whatever order names and links come, all stands where it stood, circles and all", () => {
  const names = [..."abcdefghij"];
  const aLink = fc.record({ from: aName, to: aName, isQueued: fc.boolean() });
  const someLinks = fc.uniqueArray(aLink, { maxLength: 20, selector: ({ from, to }) => `${from}>${to}` });
  const shuffled = someLinks.chain((links) =>
    fc.record({
      links: fc.constant(links),
      otherLinks: fc.shuffledSubarray(links, { minLength: links.length }),
      otherNames: fc.shuffledSubarray(names, { minLength: names.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ links, otherLinks, otherNames }) => {
      const first = layoutOf(names, links, measures);

      const second = layoutOf(otherNames, otherLinks, measures);

      expect(Object.fromEntries(second.nodes)).toEqual(Object.fromEntries(first.nodes));
      expect(otherLinks.map((_, index) => second.links[index])).toEqual(
        otherLinks.map((link) => first.links[links.indexOf(link)]),
      );
    }),
  );
});

test("a link to what is not there is not drawn", () => {
  expect(layoutOf(["a"], [{ from: "a", to: "gone" }], measures).links).toEqual([[]]);
  expect(layoutOf([], [], measures)).toMatchObject({ links: [] });
});

test("a chain of hundreds with calls across all of it is laid out all the same", () => {
  const names = Array.from({ length: 150 }, (_, place) => `n${place}`);
  const chain = names.slice(1).map((to, place) => ({ from: `n${place}`, to }));
  const across = names.map((from, place) => ({ from, to: `n${149 - place}` }));

  const { nodes, links } = layoutOf(names, [...chain, ...across], measures);

  expect([nodes.size, links.length, links.at(-1)?.length]).toEqual([150, 299, 150]);
});
