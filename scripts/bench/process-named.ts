import type { LocalShop } from "../shop/local-shop";
import { BenchError } from "./bench-error";

/** A process of the shop, by its name in `run.json`. */
export function processNamed(
  { processes }: LocalShop,
  name: string,
): { pid: number; origin: string; internalPort: number | null } {
  const found = processes.find((one) => one.name === name);
  if (!found) throw new BenchError(`The shop runs no process ${name}.`);
  return { pid: found.pid, origin: `http://127.0.0.1:${found.port}`, internalPort: found.internalPort };
}
