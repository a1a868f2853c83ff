import { Unavailable } from "@shopeasy/platform/errors";
import { GatheredCalls } from "@shopeasy/platform/gathered-calls";
import type { CartTable } from "./cart-item";
import { type AlsoWritten, type Replacement, replaceCarts } from "./replace-carts";

/** Of 400 KB at most each, and their marks: DynamoDB takes 4 MB in a transaction. */
const mostInACall = 9;

interface Write {
  replacements: readonly Replacement[];
  also: readonly AlsoWritten[];
}

type Outcome = "written" | "outrun" | "each alone";

/** A `replaceCarts` that writes in one transaction what is asked for at the same moment; where that can't be, each alone. */
export function replaceCartsTogether(
  table: CartTable,
): (replacements: readonly Replacement[], also: readonly AlsoWritten[]) => Promise<boolean> {
  const writes = new GatheredCalls((some: readonly Write[]) => writeAll(table, some), {
    forMs: 0,
    mostInACall,
  });
  return async (replacements, also) => {
    const outcome = await writes.ask({ replacements, also });
    return outcome === "each alone" ? replaceCarts(table, replacements, also) : outcome === "written";
  };
}

async function writeAll(table: CartTable, writes: readonly Write[]): Promise<Outcome> {
  const replacements = writes.flatMap((write) => write.replacements);
  const also = writes.flatMap((write) => write.also);
  const otherwise = writes.length > 1 ? "each alone" : "outrun";
  try {
    return (await replaceCarts(table, replacements, also)) ? "written" : otherwise;
  } catch (error) {
    // One that can't be written, or two of one cart, must not hold up the others; alone it tells what is wrong with it.
    if (writes.length === 1 || error instanceof Unavailable) throw error;
    return "each alone";
  }
}
