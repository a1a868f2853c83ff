import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** How many bytes of buffers something still holds: what only waits for the garbage collector is collected first. */
export function heldBytes(): number {
  collectGarbage();
  // The first leaves the memory of what it collected to be given back beside the program; the second waits for that.
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}
