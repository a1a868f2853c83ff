import { buckets } from "@shopeasy/contracts/resources";
import {
  apiPrefix,
  mediaPrefix,
  routeTable,
  type ServiceName,
  serviceFor,
} from "@shopeasy/contracts/route-table";

/** Where the proxy sends requests, each as a host and a port. A name may stand for many addresses. */
export interface Places {
  /** Where each service answers customers. */
  services: Readonly<Record<ServiceName, string>>;
  /** What serves the pages for people, and the pictures. */
  console: string;
  /** S3: staff send it what catalog gave them a signed address for. */
  uploads: string;
}

interface Route {
  /** Itself, and all below it. */
  prefix: string;
  place: string;
}

/** Every prefix and where it leads; all else leads to `fallback`, but `/` itself, which leads to the console. */
export function routesTo({ services, console, uploads }: Places): { routes: Route[]; fallback: string } {
  const ofServices = routeTable.flatMap(({ service, prefixes, ...entry }) => {
    const pages: readonly string[] = "pages" in entry ? entry.pages : [];
    const all = [...prefixes.map((prefix) => `${apiPrefix}${prefix}`), ...pages];
    return all.map((prefix) => ({ prefix, place: services[service] }));
  });
  const filled = Object.entries(buckets).filter(([, bucket]) => "takesUploads" in bucket);
  return {
    routes: [
      { prefix: "/console", place: console },
      { prefix: mediaPrefix, place: console },
      ...filled.map(([name]) => ({ prefix: `/${name}`, place: uploads })),
      ...ofServices,
    ],
    fallback: services[serviceFor("/")],
  };
}
