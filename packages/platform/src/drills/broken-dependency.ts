import { setTimeout as pause } from "node:timers/promises";
import type { Dependency } from "@shopeasy/contracts/flag-declaration";
import { drill } from "./drill";
import { InjectedFault } from "./injected-fault";

interface Patience {
  /** No longer than this, in milliseconds. */
  mostMs?: number;
}

/**
 * Asked for each try to reach another part. Undefined, at once, where no drill breaks this one. Otherwise it rejects: at
 * once as where nobody listens, or after a while as where nobody answers.
 */
export function brokenDependency(
  name: Dependency | (string & {}),
  patience: Patience = {},
): Promise<never> | undefined {
  const broken = drill()?.dependency;
  if (broken?.name !== name) return undefined;
  const luck = Math.random();
  if (luck < broken.fails)
    return Promise.reject(new InjectedFault(`${name} refuse us`, "ECONNREFUSED", "connect"));
  if (luck < broken.fails + broken.hangs) return hang(name, broken.hangMs, patience);
  return undefined;
}

async function hang(name: string, ms: number, { mostMs = ms }: Patience): Promise<never> {
  await pause(Math.min(ms, mostMs));
  throw new InjectedFault(`${name} not answer us`, "ETIMEDOUT");
}
