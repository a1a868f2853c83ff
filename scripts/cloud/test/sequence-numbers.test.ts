import { createRequire } from "node:module";
import fc from "fast-check";
import { type Reckoning, reckonFast } from "../kinesis/sequence-numbers";

const fast = createRequire(__filename)("kinesalite/db") as Reckoning;
const kinesalites = { ...fast };

beforeAll(reckonFast);

const time = fc.integer({ min: 1_500_000_000_000, max: 12_000_000_000_000 });
const parts = fc.record(
  {
    shardCreateTime: time,
    shardIx: fc.integer({ min: 0, max: 2_147_483_647 }),
    seqIx: fc.oneof(fc.nat(), fc.bigInt(0n, 2n ** 63n - 1n).map(String)),
    seqTime: fc.option(time),
  },
  { requiredKeys: ["shardCreateTime", "shardIx"] },
);

const outcomeOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return String(error);
  }
};

test("a sequence number is written, read and counted on as kinesalite does it", () => {
  fc.assert(
    fc.property(parts, (one) => {
      const number = kinesalites.stringifySequence(one);

      expect(fast.stringifySequence(one)).toBe(number);
      expect(fast.parseSequence(number)).toEqual(kinesalites.parseSequence(number));
      expect(fast.incrementSequence(number)).toBe(kinesalites.incrementSequence(number));
      expect(fast.incrementSequence(one, 1_800_000_000_000)).toBe(
        kinesalites.incrementSequence(one, 1_800_000_000_000),
      );
    }),
  );
});

test.each([
  "",
  "0",
  "-1",
  "x",
  "0x2",
  "21267647932558653966460912964485513215",
  "21267647932558653966460912964485513216",
  "49039857307708443467467104868809893875799651909875269632",
  "73559785961562665201200657303214840813699477864812904450",
  "9".repeat(56),
  "1".repeat(57),
  "340282366920938463463374607431768211456",
])("what kinesalite makes of the number %j stays so", (number) => {
  expect(outcomeOf(() => fast.parseSequence(number))).toEqual(
    outcomeOf(() => kinesalites.parseSequence(number)),
  );
});

test("numbers near the kinds' borders are read as kinesalite reads them", () => {
  const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 46, maxLength: 46 });
  fc.assert(
    fc.property(
      fc.constantFrom("1", "2", "3"),
      hex,
      fc.constantFrom("0", "1", "2", "3"),
      (first, rest, last) => {
        const number = BigInt(`0x${first}${rest.slice(0, 45)}${last}`).toString();

        expect(outcomeOf(() => fast.parseSequence(number))).toEqual(
          outcomeOf(() => kinesalites.parseSequence(number)),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test("a record goes to the shard that kinesalite would give it", () => {
  const bound = fc.bigInt(0n, 2n ** 128n - 1n).map(String);
  fc.assert(
    fc.property(fc.string(), bound, (key, other) => {
      const [ours, theirs] = [fast, kinesalites].map((one) => one.partitionKeyToHashKey(key));

      expect(ours?.comparedTo(other)).toBe(theirs?.comparedTo(other));
    }),
  );
});
