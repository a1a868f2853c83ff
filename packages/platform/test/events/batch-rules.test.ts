import { inBatches } from "@shopeasy/platform/events/batch-rules";
import fc from "fast-check";

describe("batches", () => {
  it("keep every item in its order, and within the limits unless one item alone is larger", () => {
    const limits = { maxCount: 10, maxBytes: 100 };
    const sizes = fc.array(fc.nat(150), { maxLength: 200 });

    fc.assert(
      fc.property(sizes, (items) => {
        const batches = inBatches(items, (size) => size, limits);

        expect(batches.flat()).toEqual(items);
        for (const batch of batches) {
          const bytes = batch.reduce((sum, size) => sum + size, 0);
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(10);
          expect(bytes <= 100 || batch.length === 1).toBe(true);
        }
      }),
    );
  });
});
