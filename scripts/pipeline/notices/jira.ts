import { z } from "zod";
import { callApi } from "../call-api";
import { readConfig } from "../config";
import { headCommit } from "../git";
import { PipelineError } from "../pipeline-error";
import { branchOfBuild } from "./about-build";

export const jiraBuildStates = ["pending", "in_progress", "successful", "failed", "cancelled"] as const;
export const jiraDeploymentStates = [...jiraBuildStates, "rolled_back"] as const;
export const environmentTypes = { dev: "development", staging: "staging", prod: "production" } as const;
export type JiraEnvironment = keyof typeof environmentTypes;

export type JiraNotice =
  | { kind: "builds"; state: (typeof jiraBuildStates)[number] }
  | { kind: "deployments"; state: (typeof jiraDeploymentStates)[number]; environment: JiraEnvironment };

const tokenSchema = z.object({ access_token: z.string().min(1) });
const answerSchema = z.object({
  rejectedBuilds: z.array(z.unknown()).default([]),
  rejectedDeployments: z.array(z.unknown()).default([]),
  unknownIssueKeys: z.array(z.string()).default([]),
});

/** What Jira is told: a build or deployment as it is now. The later of two about the same thing counts, by its time. */
export async function jiraBody(notice: JiraNotice, issueKeys: readonly string[], now: Date) {
  const { JOB_NAME, BUILD_NUMBER, BUILD_URL } = readConfig("jira");
  const { sha } = await headCommit();
  const version = sha.slice(0, 12);
  const told = {
    schemaVersion: "1.0",
    updateSequenceNumber: now.getTime(),
    displayName: `${JOB_NAME} #${BUILD_NUMBER}`,
    url: BUILD_URL,
    lastUpdated: now.toISOString(),
    state: notice.state,
  };
  const providerMetadata = { product: "Jenkins" };
  if (notice.kind === "builds") {
    const ref = branchOfBuild();
    const references = ref ? [{ commit: { id: sha }, ref: { name: ref } }] : [];
    const build = { ...told, pipelineId: JOB_NAME, buildNumber: BUILD_NUMBER, description: version };
    return { providerMetadata, builds: [{ ...build, issueKeys, references }] };
  }
  const { environment } = notice;
  const deployment = {
    ...told,
    deploymentSequenceNumber: BUILD_NUMBER,
    description: `${version} to ${environment}`,
    label: version,
    pipeline: { id: JOB_NAME, displayName: JOB_NAME, url: BUILD_URL },
    environment: { id: environment, displayName: environment, type: environmentTypes[environment] },
    associations: [{ associationType: "issueKeys", values: issueKeys }],
  };
  return { providerMetadata, deployments: [deployment] };
}

/**
 * Tells Jira; gives which of the issues it does not know. Jira takes it and shows it some moments later.
 * @throws PipelineError where it refuses; ApiError where it can't be reached
 */
export async function tellJira(kind: JiraNotice["kind"], body: unknown): Promise<string[]> {
  const config = readConfig("jira");
  const token = await tokenFor(config);
  const { body: answer } = await callApi({
    what: `Jira's ${kind}`,
    method: "POST",
    url: `${config.JIRA_API}/jira/${kind}/0.1/cloud/${config.JIRA_CLOUD_ID}/bulk`,
    headers: { authorization: `Bearer ${token}` },
    secrets: [token],
    isRepeatable: true,
    body,
  });
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new PipelineError(`Jira's ${kind} gave something else than it should.`);
  const { rejectedBuilds, rejectedDeployments, unknownIssueKeys } = parsed.data;
  const rejected = [...rejectedBuilds, ...rejectedDeployments];
  if (rejected.length > 0) throw new PipelineError(`Jira refused: ${JSON.stringify(rejected).slice(0, 500)}`);
  return unknownIssueKeys;
}

/** Good for some minutes, so one is fetched for each notice. */
async function tokenFor(config: ReturnType<typeof readConfig<"jira">>): Promise<string> {
  const { body } = await callApi({
    what: "Signing in to Jira",
    method: "POST",
    url: `${config.JIRA_API}/oauth/token`,
    secrets: [config.JIRA_CLIENT_SECRET],
    isRepeatable: true,
    body: {
      audience: "api.atlassian.com",
      grant_type: "client_credentials",
      client_id: config.JIRA_CLIENT_ID,
      client_secret: config.JIRA_CLIENT_SECRET,
    },
  });
  const parsed = tokenSchema.safeParse(body);
  if (!parsed.success) throw new PipelineError("Signing in to Jira gave no token.");
  return parsed.data.access_token;
}
