import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { serviceNames } from "@shopeasy/contracts/route-table";
import { z } from "zod";
import { ReleaseError } from "../release-error";

const programSchema = z.object({ name: z.string(), family: z.string() });

/** What infra/stacks/release-note.ts writes. */
const noteSchema = z.object({
  cluster: z.string(),
  application: z.string(),
  smokeTest: z.string(),
  container: z.object({ name: z.string(), port: z.number() }),
  subnets: z.array(z.string()).min(1),
  services: z.record(
    z.enum(serviceNames),
    programSchema.extend({ deploymentGroup: z.string(), worker: programSchema }),
  ),
  oneOffs: z.record(z.string(), z.object({ family: z.string(), securityGroup: z.string() })),
  releasesBucket: z.string(),
});

/** What infra/stacks/lambdas-stack.ts writes. */
const lambdaNotesSchema = z.record(
  z.string(),
  z.object({ application: z.string(), deploymentGroup: z.string(), alias: z.string() }),
);

/** What is there to release to. */
export interface EnvironmentNote extends z.infer<typeof noteSchema> {
  /** The environment's name. */
  environment: string;
  lambdas: z.infer<typeof lambdaNotesSchema>;
}

/** Reads what Terraform left for releases. @throws ReleaseError where it left nothing, or something else */
export async function readEnvironmentNote(ssm: SSMClient, environment: string): Promise<EnvironmentNote> {
  const [note, lambdas] = await Promise.all([
    parameter(ssm, `shopeasy-${environment}-releases`, noteSchema),
    parameter(ssm, `shopeasy-${environment}-lambda-releases`, lambdaNotesSchema),
  ]);
  return { ...note, environment, lambdas };
}

async function parameter<Schema extends z.ZodType>(
  ssm: SSMClient,
  name: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await textOf(ssm, name);
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : "no JSON";
    throw new ReleaseError(
      `${name} in Parameter Store is not what this release tool reads:\n${what}\nDeploy lambdas and services anew (docs/operating.md).`,
    );
  }
}

async function textOf(ssm: SSMClient, name: string): Promise<string> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    return Parameter?.Value ?? "";
  } catch (error) {
    if (Object(error).name !== "ParameterNotFound") throw error;
    throw new ReleaseError(
      `There is no ${name} in Parameter Store: its stack is not deployed there, or this is another account or region than the environment's.`,
    );
  }
}
