import type { KnownWord } from "../src/search/look-up-words";
import { mendedTerms } from "../src/search/search-rules";
import { type TypedWord, termsOf } from "../src/search/search-terms";

const word = (text: string, like: Partial<TypedWord> = {}): TypedWord => ({
  word: text,
  stem: text,
  isStop: false,
  joined: null,
  ...like,
});

const known = (text: string, near: string[], like: Partial<KnownWord> = {}): KnownWord => ({
  word: text,
  isKnown: false,
  isBegun: false,
  near: near.map((other) => [other, other]),
  parts: [],
  ...like,
});

test("all words must be found, the last one also as a beginning, and two neighbours also as one word", () => {
  const terms = termsOf([word("tea", { joined: "teapot" }), word("pots", { stem: "pot" })]);

  expect(terms).toEqual({
    count: 2,
    matching: "((('tea') & ('pot' | 'pots':*)) | (('teapot')))",
    whole: "(('tea') | ('pot') | ('teapot'))",
    named: "((('tea':A) & ('pot':A)) | (('teapot':A)))",
    begun: "'pots':*",
  });
});

test("words that say nothing need not be found, but where there are no others", () => {
  const the = word("the", { isStop: true });

  expect(termsOf([the, word("who")])?.matching).toContain("(('who' | 'who':*))");
  expect(termsOf([the])?.matching).toBe("((('the' | 'the':*)))");
  expect(termsOf([])).toBeUndefined();
});

test("whatever a word has in it, it stays one word", () => {
  expect(termsOf([word("a'b\\c & !d:*")])?.begun).toBe("'a''b\\\\c & !d:*':*");
});

test("of a query the words that the catalogue does not know are mended; where it knows all, any may be", () => {
  const green = known("green", ["greed"], { isKnown: true });

  expect(mendedTerms([word("tnet"), word("green")], [known("tnet", ["tent", "rent"]), green])?.matching).toBe(
    "(('tent') & ('green' | 'green':*))",
  );
  expect(
    mendedTerms([word("tend")], [known("tend", ["tend", "tent"], { isKnown: true, isBegun: true })])
      ?.matching,
  ).toBe("(('tend' | 'tent' | 'tend':*))");
  expect(mendedTerms([word("qqqq")], [known("qqqq", ["tent"])])).toBeUndefined();
  expect(mendedTerms([], [])).toBeUndefined();
});

test("what begins with the letter that was typed is likelier meant", () => {
  const terms = mendedTerms([word("tnet")], [known("tnet", ["net", "tent"])]);

  expect(terms?.matching).toBe("(('net' | 'tent'))");
  expect(terms?.whole).toBe("(('tent'))");
});

test("a space that was left out is a slip", () => {
  const terms = mendedTerms(
    [word("waterbottle")],
    [known("waterbottle", [], { parts: [["water", "bottl"]] })],
  );

  expect(terms?.matching).toBe("((('water' & 'bottl')))");
});
