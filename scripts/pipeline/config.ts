import { z } from "zod";
import { PipelineError } from "./pipeline-error";

/** Tokens travel by TLS only; a stand-in on this machine needs none. */
const apiUrl = z
  .url()
  .refine(
    (text) => /^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(text),
    "must begin with https://",
  )
  .transform((text) => text.replace(/\/+$/, ""));
const secret = z.string().min(1);
const name = z.string().regex(/^[\w.-]+$/, "may hold letters, digits, '_', '.' and '-'");

/** What the build says of itself; Jenkins sets these. */
const build = {
  JOB_NAME: z.string().min(1),
  BUILD_NUMBER: z.coerce.number().int().positive(),
  BUILD_URL: z.url(),
};

const settings = {
  bitbucket: z.object({
    ...build,
    BITBUCKET_API: apiUrl.default("https://api.bitbucket.org/2.0"),
    BITBUCKET_WORKSPACE: name,
    BITBUCKET_REPOSITORY: name,
    BITBUCKET_TOKEN: secret,
  }),
  jira: z.object({
    ...build,
    JIRA_API: apiUrl.default("https://api.atlassian.com"),
    JIRA_CLOUD_ID: z.uuid(),
    JIRA_CLIENT_ID: secret,
    JIRA_CLIENT_SECRET: secret,
  }),
  chat: z.object({ CHAT_WEBHOOK_URL: apiUrl }),
  branch: z.object({
    /** `PR-12` for a pull request in Jenkins, which names the branch that it comes from by the other one. */
    BRANCH_NAME: z.string().optional(),
    CHANGE_BRANCH: z.string().optional(),
    /** Of the last build that succeeded: what changed since then is what a build is about. */
    GIT_PREVIOUS_SUCCESSFUL_COMMIT: z.string().optional(),
  }),
};

type Settings = typeof settings;

/**
 * Reads what one part of the pipeline is told by its environment.
 * @throws PipelineError that names everything that is missing or wrong, and never a value
 */
export function readConfig<Part extends keyof Settings>(
  part: Part,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<Settings[Part]> {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = settings[part].safeParse(filled);
  if (parsed.success) return parsed.data as z.infer<Settings[Part]>;
  const wrong = parsed.error.issues.map(({ path, message }) => {
    const variable = String(path[0]);
    return `  ${variable} ${filled[variable] === undefined ? "is missing" : `is wrong: ${message}`}`;
  });
  throw new PipelineError(
    `The environment is not set up for ${part} (docs/pipeline.md):\n${wrong.join("\n")}`,
  );
}
