import type { SynthesizedStack } from "../commands/synthesized-stack";

/** One resource or data source of the synthesized JSON. */
export interface Resource {
  /** `prod-data aws_db_instance.postgres_primary_1A2B3C4D` */
  at: string;
  /** `aws_db_instance.postgres_primary_1A2B3C4D`, as other resources of the stack refer to it. */
  address: string;
  type: string;
  config: Record<string, unknown>;
  /** The policies that it is excepted from, and why. */
  exceptions: Readonly<Record<string, string>>;
}

/** Everything in a stack that is made, or looked up. */
export function resourcesOf({ environment, name, json }: SynthesizedStack): Resource[] {
  const { exceptions = {} } = json["//"] ?? {};
  const blocks = [...Object.entries(json.resource ?? {}), ...Object.entries(json.data ?? {})];
  return blocks.flatMap(([type, labelled]) =>
    Object.entries(labelled).map(([label, config]) => {
      const address = `${type}.${label}`;
      const at = `${environment}-${name} ${address}`;
      return { at, address, type, config, exceptions: exceptions[label] ?? {} };
    }),
  );
}

export const ofType = (resources: readonly Resource[], type: string): Resource[] =>
  resources.filter((resource) => resource.type === type);

/** Whether an attribute names this resource: `${aws_s3_bucket.images_1A2B.id}`. */
export const refersTo = (value: unknown, { address }: Resource): boolean =>
  String(value).includes(`\${${address}.`);
