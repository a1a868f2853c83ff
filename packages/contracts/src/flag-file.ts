import { z } from "zod";
import type { FlagDeclaration, FlagDeclarations } from "./flag-declaration";

/** One flag as flagd's format has it: https://flagd.dev/reference/flag-definitions. */
export const ConfiguredFlag = z
  .strictObject({
    state: z.enum(["ENABLED", "DISABLED"]),
    variants: z
      .record(z.string().min(1), z.unknown())
      .refine((variants) => Object.keys(variants).length > 0, "must name a variant"),
    defaultVariant: z.string(),
    targeting: z.record(z.string(), z.unknown()).optional(),
    metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .refine(({ variants, defaultVariant }) => Object.hasOwn(variants, defaultVariant), {
    path: ["defaultVariant"],
    message: "must be one of the variants",
  });
export type ConfiguredFlag = z.infer<typeof ConfiguredFlag>;

/** A configuration of flags: what lies in the file, or in AppConfig. */
export const FlagFile = z.strictObject({
  $schema: z.string().optional(),
  flags: z.record(z.string().min(1).max(100), ConfiguredFlag),
});
export type FlagFile = z.infer<typeof FlagFile>;

/** The configuration that says of each flag its default: the first one that there is anywhere. */
export const initialFlags = (declared: FlagDeclarations): FlagFile => ({
  flags: Object.fromEntries(Object.entries(declared).map(([name, flag]) => [name, initialFlag(flag)])),
});

export function initialFlag({ default: value }: FlagDeclaration): ConfiguredFlag {
  if (typeof value === "boolean") {
    return { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: value ? "on" : "off" };
  }
  return { state: "ENABLED", variants: { default: value }, defaultVariant: "default" };
}

/** What AppConfig holds a new version against before it takes it: types of all flags, and no flag that is not declared. */
export function flagFileSchema(declared: FlagDeclarations): Record<string, unknown> {
  const flags = Object.entries(declared).map(([name, { value }]) => [
    name,
    z
      .strictObject({
        ...ConfiguredFlag.shape,
        variants: z.record(z.string().min(1), value),
      })
      .optional(),
  ]);
  const file = z.strictObject({ ...FlagFile.shape, flags: z.strictObject(Object.fromEntries(flags)) });
  return z.toJSONSchema(file, { target: "draft-7", io: "input" });
}
