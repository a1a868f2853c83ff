import { z } from "zod";
import { PublishError } from "./publish-error";

const httpsUrl = z
  .url()
  .refine(
    (text) => /^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(text),
    "must begin with https://",
  )
  .transform((text) => text.replace(/\/+$/, ""));

const schema = z.object({
  /** Of the site: `https://shopeasy.atlassian.net` */
  CONFLUENCE_URL: httpsUrl,
  CONFLUENCE_USER: z.email(),
  CONFLUENCE_TOKEN: z.string().min(1),
  /** The page that ours are put below. Somebody made it, and it is left as it is. */
  CONFLUENCE_PARENT_ID: z.string().regex(/^\d+$/, "must be the number in the page's address"),
});

export type ConfluenceConfig = z.infer<typeof schema>;

/** @throws PublishError that names everything that is missing or wrong, and never a value */
export function readConfluenceConfig(environment: NodeJS.ProcessEnv = process.env): ConfluenceConfig {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => {
    const variable = String(path[0]);
    return `  ${variable} ${environment[variable] ? `is wrong: ${message}` : "is missing"}`;
  });
  throw new PublishError(
    `The environment does not say where to publish (docs/pipeline.md):\n${wrong.join("\n")}`,
  );
}

/** Where a file of the repository can be looked at: `https://bitbucket.org/shopeasy/shop/src/main`; null where that is not told. */
export function readSourceUrl(environment: NodeJS.ProcessEnv = process.env): string | null {
  const text = environment.SOURCE_URL;
  if (!text) return null;
  const parsed = httpsUrl.safeParse(text);
  if (!parsed.success) throw new PublishError(`SOURCE_URL ${parsed.error.issues[0]?.message}.`);
  return parsed.data;
}
