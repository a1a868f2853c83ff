import { type ServiceName, serviceFor } from "@shopeasy/contracts/route-table";

export interface Origins {
  /** Where a request for this path goes. */
  forPath(path: string): { service: ServiceName; origin: string };
  all(): readonly string[];
}

/** Which address stands for a service now. All that would have to change to shift traffic between two of them. */
export function createOrigins(urls: Readonly<Record<ServiceName, string>>): Origins {
  const origins = new Map(Object.entries(urls).map(([service, url]) => [service, new URL(url).origin]));
  return {
    forPath: (path) => {
      const service = serviceFor(path);
      return { service, origin: origins.get(service) ?? "" };
    },
    all: () => [...origins.values()],
  };
}
