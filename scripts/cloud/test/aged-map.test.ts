import fc from "fast-check";
import { AgedMap } from "../traces/aged-map";

test("the oldest is always the first of those that are there", () => {
  const steps = fc.array(fc.tuple(fc.constantFrom("set", "delete", "forget"), fc.constantFrom(..."abcdef")));

  fc.assert(
    fc.property(steps, (taken) => {
      const aged = new AgedMap<number>();
      const plain = new Map<string, number>();

      for (const [index, [step, key]] of taken.entries()) {
        const oldest = aged.oldest();
        expect(oldest).toEqual(plain.entries().next().value);
        const gone = step === "forget" ? oldest?.[0] : key;
        for (const map of [aged, plain]) {
          if (step === "set") map.set(key, index);
          else if (gone !== undefined) map.delete(gone);
        }
      }
    }),
  );
});
