import { apiPrefix, type ServiceName, serviceNames } from "../../packages/contracts/src/route-table";

/** The route table, or one like it. */
type Routes = readonly {
  service: ServiceName;
  prefixes: readonly string[];
  pages?: readonly string[];
}[];

/** One rule of a listener: these paths, as it matches them, go to this service. */
interface RouteRule {
  /** Keeps its name when others come or go. */
  id: string;
  service: ServiceName;
  /** Stays, too: with another, Terraform would make the rule anew, and send customers to blue, though green be live. */
  priority: number;
  patterns: string[];
}

/** A rule takes five values, and a path is two: itself, and what is below it. */
const pathsInRule = 2;

/** A path and everything below it, as listeners and CloudFront match paths. */
export const patternsOf = (path: string): string[] => [path, `${path}/*`];

/** The pages of the shop's own address that services answer. */
export const pagesOf = (routes: Routes): string[] => routes.flatMap(({ pages = [] }) => pages);

/** The rules that a route table comes to; what none of them claims goes to the default service. */
export const rulesOf = (routes: Routes): RouteRule[] =>
  routes.flatMap(({ service, prefixes, pages = [] }) => {
    const paths = [...prefixes.map((prefix) => `${apiPrefix}${prefix}`), ...pages];
    return inGroups(paths, pathsInRule).map((group, index) => ({
      id: `${service}-${index}`,
      service,
      priority: (serviceNames.indexOf(service) + 1) * 1_000 + index,
      patterns: group.flatMap(patternsOf),
    }));
  });

const inGroups = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
