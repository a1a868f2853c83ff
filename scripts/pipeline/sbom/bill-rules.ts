import type { Bill } from "./bill-schema";

/** `@shopeasy/orders@0.1.0` without its version. */
const nameOf = (ref: string) => ref.slice(0, ref.lastIndexOf("@"));

export interface ShippedAs {
  /** Of its package: `@shopeasy/orders` */
  package: string;
  /** What the bill says that it is about. */
  name: string;
  version: string;
  builtAt: Date;
}

/**
 * Of the bill of the whole repository, what one program needs in production: what its package depends on, and so on. What
 * our own packages need for development alone is left out. (npm's `--omit dev` leaves out all that the repository's
 * root names for development, though a program needs it as well.)
 * @param ownDependencies of each package of ours, by its name, those in production
 * @throws RangeError where the bill has no such package
 */
export function billOfProgram(
  whole: Bill,
  ownDependencies: ReadonlyMap<string, ReadonlySet<string>>,
  { package: packageName, name, version, builtAt }: ShippedAs,
): Bill {
  const start = whole.components.find((component) => nameOf(component["bom-ref"]) === packageName);
  if (!start) throw new RangeError(`There is no package ${packageName}`);
  const edges = new Map(
    whole.dependencies.map(({ ref, dependsOn }) => {
      const own = ownDependencies.get(nameOf(ref));
      return [ref, own ? dependsOn.filter((needed) => own.has(nameOf(needed))) : dependsOn] as const;
    }),
  );
  const needed = new Set<string>();
  for (const queue = [start["bom-ref"]]; queue.length > 0; ) {
    const ref = queue.pop() ?? "";
    if (needed.has(ref)) continue;
    needed.add(ref);
    queue.push(...(edges.get(ref) ?? []));
  }
  const purl = `pkg:npm/${packageName.replace("@", "%40")}@${version}`;
  const component = { ...start, type: "application" as const, name, version, purl };
  return {
    ...whole,
    metadata: { ...whole.metadata, timestamp: builtAt.toISOString(), component },
    components: whole.components.filter((one) => one !== start && needed.has(one["bom-ref"])),
    dependencies: whole.dependencies
      .filter(({ ref }) => needed.has(ref))
      .map((one) => ({ ...one, dependsOn: [...(edges.get(one.ref) ?? [])] })),
  };
}
