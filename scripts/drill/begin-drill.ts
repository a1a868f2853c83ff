import { shopFlags } from "@shopeasy/contracts/flags";
import { changed, withValue } from "../flags/change-rules";
import { FileStore } from "../flags/file/file-store";
import { drills } from "./drills";

/** Sets the flag `faults` of a local shop to a drill's, or to none. @throws FlagsError where there is no shop */
export async function beginDrill(folder: string, number: string | undefined): Promise<void> {
  const store = new FileStore(folder);
  const faults = number === undefined ? undefined : drills[number];
  const flag = withValue("faults", shopFlags.faults, { programs: faults ? [faults] : [] });
  const base = await store.read();
  const what = number === undefined ? "faults: no drill" : `faults: drill ${number}`;
  await store.write(changed(base.file, "faults", flag), base, what);
}
