import { GatheredCalls } from "@shopeasy/platform/gathered-calls";

describe("calls that several ask for at once", () => {
  function doubling({ most = 10 } = {}) {
    const calls: number[][] = [];
    const doubled = new GatheredCalls(
      async (parts: readonly number[]) => {
        calls.push([...parts]);
        if (parts.includes(13)) throw new Error("Thirteen");
        return parts.map((part) => part * 2);
      },
      { forMs: 1, mostInACall: most },
    );
    return { doubled, calls };
  }

  it("are made as one, whose answer is for all", async () => {
    const { doubled, calls } = doubling();

    const answers = await Promise.all([1, 2, 3].map((part) => doubled.ask(part)));

    expect(calls).toEqual([[1, 2, 3]]);
    expect(answers).toEqual(Array(3).fill([2, 4, 6]));
  });

  it("are several where one can't take them all", async () => {
    const { doubled, calls } = doubling({ most: 2 });

    const answers = await Promise.all([1, 2, 3, 4, 5].map((part) => doubled.ask(part)));

    expect(calls).toEqual([[1, 2], [3, 4], [5]]);
    expect(answers).toEqual([[2, 4], [2, 4], [6, 8], [6, 8], [10]]);
  });

  it("fail together, and spare who asks later", async () => {
    const { doubled, calls } = doubling();

    const outcomes = await Promise.allSettled([13, 1].map((part) => doubled.ask(part)));
    const later = await doubled.ask(1);

    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(later).toEqual([2]);
    expect(calls).toEqual([[13, 1], [1]]);
  });
});
