import { eventually } from "@shopeasy/testing/eventually";

const madeAtOnce = 4;

/** Makes so many, a few at a time; tried again where the machine was too busy for it. */
export async function several<Made>(count: number, make: () => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  while (made.length < count) {
    const few = Array.from({ length: Math.min(madeAtOnce, count - made.length) }, () =>
      eventually(make, { withinMs: 25_000 }),
    );
    made.push(...(await Promise.all(few)));
  }
  return made;
}
