import { type ServiceName, serviceNames } from "@shopeasy/contracts/route-table";
import type { PortBlock } from "./port-block";
import { StandIn } from "./stand-in";

/** By service, where the others call it. */
export type Addresses = ReadonlyMap<ServiceName, StandIn>;

/**
 * Opens the addresses at which the services call each other: they stay when a release puts another process behind one, as
 * the names of Cloud Map do. Without a gap: a few refused calls in a row would have callers spare the service for seconds.
 */
export async function openAddresses(
  block: PortBlock,
  ports: Readonly<Record<string, { internalPort: number }>>,
): Promise<Addresses> {
  const addresses = new Map<ServiceName, StandIn>();
  for (const service of serviceNames) {
    const standIn = new StandIn(await block.next(), ports[service]?.internalPort ?? 0);
    await standIn.take();
    addresses.set(service, standIn);
  }
  return addresses;
}
