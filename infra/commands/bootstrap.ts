import { spawn } from "node:child_process";
import { type Environment, environments } from "../environments";
import { nameOf, stateBucketOf } from "../names";
import { InfraError } from "./infra-error";

export interface Pipeline {
  arn: string;
  externalId: string;
}

/** What makes an account ready for its first deployment: the arguments of the AWS command line. */
export function bootstrapArguments(
  environment: Environment,
  template: string,
  pipeline?: Pipeline,
): string[] {
  const parameters = {
    Prefix: nameOf(environment, ""),
    StateBucket: stateBucketOf(environment),
    ...(pipeline && { PipelineArn: pipeline.arn, ExternalId: pipeline.externalId }),
  };
  return [
    ...["cloudformation", "deploy", "--region", environment.region],
    ...["--stack-name", nameOf(environment, "bootstrap"), "--template-file", template],
    ...["--capabilities", "CAPABILITY_NAMED_IAM", "--no-fail-on-empty-changeset"],
    ...["--parameter-overrides", ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)],
  ];
}

/**
 * Makes the state bucket, its key and the pipeline's role in the account that `aws` is signed in to. Can be repeated.
 * @throws InfraError when that is not the environment's account, or `aws` fails
 */
export async function bootstrap(
  name: keyof typeof environments,
  template: string,
  pipeline?: Pipeline,
): Promise<void> {
  const environment = environments[name];
  const asked = ["sts", "get-caller-identity", "--query", "Account", "--output", "text"];
  const account = (await aws(asked)).trim();
  if (account !== environment.account) {
    throw new InfraError(
      `aws is signed in to the account ${account}, and ${name} is ${environment.account} in infra/environments.ts: sign in to that one, or put yours in its place.`,
    );
  }
  process.stdout.write(await aws(bootstrapArguments(environment, template, pipeline)));
}

function aws(args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("aws", args, { stdio: ["ignore", "pipe", "inherit"] });
    const printed: Buffer[] = [];
    child.stdout.on("data", (chunk) => printed.push(chunk));
    child.on("error", () =>
      reject(
        new InfraError("There is no aws on this machine: install the AWS command line, and sign in with it."),
      ),
    );
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(printed).toString());
      else reject(new InfraError(`aws ${args[0]} ${args[1]} failed (see above).`));
    });
  });
}
