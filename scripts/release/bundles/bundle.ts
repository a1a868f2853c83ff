import { readFile } from "node:fs/promises";
import { ReleaseError } from "../release-error";
import { zipOf } from "./zip";

/**
 * A lambda as scripts/build.mjs has bundled it, packed as AWS takes it. It says itself which version it is: the
 * variable that Terraform sets is of what Terraform deployed last.
 */
export async function bundleOf(lambda: string, version: string, builtIn: string): Promise<Buffer> {
  const path = `${builtIn}/services/${lambda}/handler.js`;
  const code = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new ReleaseError(`There is no ${path}: npm run build`, { cause });
  });
  const withoutMap = code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
  const says = `process.env.SERVICE_VERSION=${JSON.stringify(version)};\n`;
  return zipOf("index.js", Buffer.from(says + withoutMap));
}
