import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { withSecrets } from "@shopeasy/platform/config/secrets";

interface Asked {
  request: IncomingMessage;
  body: string;
}

/** Speaks Secrets Manager's HTTP, as far as one call goes. */
async function aSecretsManager(secrets: Record<string, string>) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    asked.push({ request, body });
    const { SecretId: arn } = JSON.parse(body) as { SecretId: string };
    const isKnown = arn in secrets;
    response.writeHead(isKnown ? 200 : 400, { "content-type": "application/x-amz-json-1.1" });
    response.end(
      JSON.stringify(isKnown ? { SecretString: secrets[arn] } : { __type: "ResourceNotFoundException" }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const arn = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:shopeasy-prod-service-token-AbCdEf";

/** The SDK's chain looks there for the credentials that Lambda puts in its environment. */
const credentials = {
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "a secret key",
  AWS_SESSION_TOKEN: "a session",
};
const before = { ...process.env };

beforeAll(() => Object.assign(process.env, credentials));
afterAll(() => {
  process.env = before;
});

test("a lambda is given what is in the secrets that it is told of, and keeps the rest of its environment", async () => {
  const manager = await aSecretsManager({ [arn]: "a very long secret" });

  const environment = await withSecrets({
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.url,
    SERVICE_TOKEN_SECRET_ARN: arn,
    LOG_LEVEL: "info",
  });

  expect(environment).toMatchObject({ SERVICE_TOKEN: "a very long secret", LOG_LEVEL: "info" });
  manager.close();
});

test("it asks as Secrets Manager wants to be asked, signed by the lambda's role", async () => {
  const manager = await aSecretsManager({ [arn]: "a very long secret" });

  await withSecrets({
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.url,
    SERVICE_TOKEN_SECRET_ARN: arn,
  });

  const [{ request, body } = {} as Asked] = manager.asked;
  expect(JSON.parse(body)).toEqual({ SecretId: arn });
  expect(request).toMatchObject({ method: "POST", url: "/" });
  expect(request.headers).toMatchObject({
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "secretsmanager.GetSecretValue",
    "x-amz-security-token": "a session",
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/secretsmanager\/aws4_request, SignedHeaders=/,
    ),
  });
  manager.close();
});

test("a secret that can't be read is named by its variable, and by no value", async () => {
  const manager = await aSecretsManager({});

  const reading = withSecrets({
    AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.url,
    SERVICE_TOKEN_SECRET_ARN: arn,
    PASSWORD: "of somebody",
  });

  await expect(reading).rejects.toThrow("SERVICE_TOKEN_SECRET_ARN");
  await expect(reading).rejects.toMatchObject({
    cause: expect.objectContaining({ name: "ResourceNotFoundException" }),
  });
  manager.close();
});

test("who is told of no secret, as on a laptop, asks nobody", async () => {
  const given = { LOG_LEVEL: "debug", SERVICE_TOKEN_SECRET: "known already", OTHER_SECRET_ARN: "" };

  expect(await withSecrets(given)).toEqual(given);
});
