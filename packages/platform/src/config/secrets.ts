import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { secretsManagerClient } from "../aws/clients";

type Environment = Readonly<Record<string, string | undefined>>;

const suffix = "_SECRET_ARN";

/**
 * The environment of a lambda with its secrets in it. ECS hands secrets to its tasks; a lambda is told where they are,
 * by `<NAME>_SECRET_ARN`, and here it gets `<NAME>`. Where nothing is called so, as on a laptop, the environment comes
 * back as it is. `AWS_ENDPOINT_URL_SECRETS_MANAGER`: where something else plays Secrets Manager.
 * @throws Error that names the variable, and no value, when a secret can't be read
 */
export async function withSecrets(environment: Environment): Promise<Environment> {
  const told = Object.entries(environment).filter(([name, arn]) => name.endsWith(suffix) && arn);
  if (told.length === 0) return environment;
  const { AWS_REGION: region = "us-east-1", AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint } = environment;
  const client = secretsManagerClient({ region, endpoint });
  try {
    const read = told.map(async ([name, arn = ""]) => [
      name.slice(0, -suffix.length),
      await readSecret(client, arn).catch((cause: unknown) => {
        throw new Error(`The secret that ${name} tells of can't be read`, { cause });
      }),
    ]);
    return { ...environment, ...Object.fromEntries(await Promise.all(read)) };
  } finally {
    client.destroy();
  }
}

async function readSecret(client: SecretsManagerClient, arn: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (!SecretString) throw new Error("The secret holds no text");
  return SecretString;
}
