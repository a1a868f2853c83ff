import { z } from "zod";

const component = z.looseObject({
  "bom-ref": z.string().min(1),
  type: z.enum(["application", "framework", "library", "container", "file"]),
  name: z.string().min(1),
  version: z.string().min(1),
  purl: z.string().startsWith("pkg:npm/"),
  licenses: z
    .array(z.looseObject({ license: z.looseObject({}).optional(), expression: z.string().optional() }))
    .optional(),
});

/**
 * What CycloneDX 1.5 and its successors ask of a bill of materials in JSON, as far as one for npm packages uses it: also
 * that nothing is named twice, and that what depends on something depends on what is there.
 */
export const billSchema = z
  .looseObject({
    bomFormat: z.literal("CycloneDX"),
    specVersion: z.enum(["1.5", "1.6", "1.7"]),
    serialNumber: z
      .string()
      .regex(/^urn:uuid:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
      .optional(),
    version: z.number().int().min(1),
    metadata: z.looseObject({ timestamp: z.iso.datetime(), component }),
    components: z.array(component),
    dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
  })
  .check(({ value, issues }) => {
    const wrong = (message: string) => issues.push({ code: "custom", message, input: value, path: [] });
    const refs = [value.metadata.component, ...value.components].map((one) => one["bom-ref"]);
    const known = new Set(refs);
    if (known.size < refs.length) wrong("two components have the same bom-ref");
    for (const { ref, dependsOn } of value.dependencies) {
      const strange = [ref, ...dependsOn].find((name) => !known.has(name));
      if (strange) wrong(`"${strange}" is depended on, and no component`);
    }
  });

export type Bill = z.infer<typeof billSchema>;
