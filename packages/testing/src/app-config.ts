import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Version {
  number: number;
  content: string;
  label: string | undefined;
  description: string | undefined;
}

interface Deployment {
  DeploymentNumber: number;
  ConfigurationVersion: string;
  State: string;
  StartedAt: string;
}

/** What AppConfig answers with an error: its name goes as a header, as in every REST service of AWS's. */
class Fault extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string = type,
  ) {
    super(message);
  }
}

/**
 * AWS AppConfig on loopback, as far as flags need it: both its APIs, that by which versions are made and deployed, and
 * that by which programs follow them, in the wire format of the SDK's schemas. One application, environment, profile and
 * deployment strategy, by the ids `app`, `env`, `prof` and `strategy`.
 */
export async function startAppConfig({ name = "shopeasy-test", environment = "test" } = {}) {
  const versions: Version[] = [];
  const deployments: Deployment[] = [];
  /** By token: the version that its session was given last. */
  const tokens = new Map<string, number>();
  const calls: string[] = [];
  const faults: Fault[] = [];
  /** Complete for more than 72 hours. */
  const settled = new Set<Deployment>();
  let pollSeconds = 15;
  let issued = 0;

  const inUse = () => {
    const deployed = deployments.findLast(({ State }) => ["COMPLETE", "BAKING", "DEPLOYING"].includes(State));
    return versions.find(({ number }) => String(number) === deployed?.ConfigurationVersion);
  };
  const newToken = (given: number) => {
    const token = `token-${++issued}`;
    tokens.set(token, given);
    return token;
  };

  const routes: [method: string, path: RegExp, answer: Answer][] = [
    [
      "POST",
      /^\/configurationsessions$/,
      ({ body }) => {
        const { ApplicationIdentifier, EnvironmentIdentifier, ConfigurationProfileIdentifier } = body;
        const asked = [ApplicationIdentifier, EnvironmentIdentifier, ConfigurationProfileIdentifier].join(
          "/",
        );
        if (asked !== "app/env/prof") throw new Fault(404, "ResourceNotFoundException");
        return { status: 201, json: { InitialConfigurationToken: newToken(0) } };
      },
    ],
    [
      "GET",
      /^\/configuration$/,
      ({ query }) => {
        const token = query.get("configuration_token") ?? "";
        const given = tokens.get(token);
        // A token is good for one call.
        tokens.delete(token);
        if (given === undefined) throw new Fault(400, "BadRequestException", "The token is not valid.");
        const current = inUse();
        const isNew = current !== undefined && current.number !== given;
        return {
          status: 200,
          headers: {
            "Content-Type": "application/json",
            "Next-Poll-Configuration-Token": newToken(current?.number ?? 0),
            "Next-Poll-Interval-In-Seconds": String(pollSeconds),
            ...(isNew && current.label && { "Version-Label": current.label }),
          },
          body: isNew ? current.content : "",
        };
      },
    ],
    [
      "GET",
      /^\/applications$/,
      () =>
        items([
          { Id: "other", Name: "other" },
          { Id: "app", Name: name },
        ]),
    ],
    ["GET", /^\/applications\/app\/environments$/, () => items([{ Id: "env", Name: environment }])],
    ["GET", /^\/applications\/app\/configurationprofiles$/, () => items([{ Id: "prof", Name: "flags" }])],
    ["GET", /^\/deploymentstrategies$/, () => items([{ Id: "strategy", Name: `${name}-flags` }])],
    [
      "GET",
      /^\/applications\/app\/configurationprofiles\/prof\/hostedconfigurationversions$/,
      () =>
        items(
          versions.map(({ number, description }) => ({ VersionNumber: number, Description: description })),
        ),
    ],
    [
      "POST",
      /^\/applications\/app\/configurationprofiles\/prof\/hostedconfigurationversions$/,
      ({ raw, headers }) => {
        const latest = Math.max(0, ...versions.map(({ number }) => number));
        const expected = headers["latest-version-number"];
        if (expected !== undefined && Number(expected) !== latest) throw new Fault(409, "ConflictException");
        const number = latest + 1;
        versions.push({
          number,
          content: raw,
          label: one(headers.versionlabel),
          description: one(headers.description),
        });
        return { status: 201, headers: { "Version-Number": String(number) }, body: raw };
      },
    ],
    [
      "GET",
      /^\/applications\/app\/configurationprofiles\/prof\/hostedconfigurationversions\/(\d+)$/,
      ({ parts }) => {
        const version = versions.find(({ number }) => String(number) === parts[1]);
        if (!version) throw new Fault(404, "ResourceNotFoundException");
        return { status: 200, headers: { "Version-Number": String(version.number) }, body: version.content };
      },
    ],
    [
      "DELETE",
      /^\/applications\/app\/configurationprofiles\/prof\/hostedconfigurationversions\/(\d+)$/,
      ({ parts }) => {
        versions.splice(
          versions.findIndex(({ number }) => String(number) === parts[1]),
          1,
        );
        return { status: 204, body: "" };
      },
    ],
    ["GET", /^\/applications\/app\/environments\/env\/deployments$/, () => items(deployments.toReversed())],
    [
      "POST",
      /^\/applications\/app\/environments\/env\/deployments$/,
      ({ body }) => {
        const latest = deployments.at(-1);
        const expected = body.LatestDeploymentNumber;
        if (expected !== undefined && expected !== (latest?.DeploymentNumber ?? 0))
          throw new Fault(409, "ConflictException");
        if (latest && ["DEPLOYING", "BAKING"].includes(latest.State))
          throw new Fault(409, "ConflictException");
        const deployment = {
          DeploymentNumber: (latest?.DeploymentNumber ?? 0) + 1,
          ConfigurationVersion: String(body.ConfigurationVersion),
          State: "BAKING",
          StartedAt: new Date().toISOString(),
        };
        deployments.push(deployment);
        return { status: 201, json: deployment };
      },
    ],
    [
      "DELETE",
      /^\/applications\/app\/environments\/env\/deployments\/(\d+)$/,
      ({ parts, headers }) => {
        const deployment = deployments.find(({ DeploymentNumber }) => String(DeploymentNumber) === parts[1]);
        if (!deployment) throw new Fault(404, "ResourceNotFoundException");
        const isComplete = deployment.State === "COMPLETE";
        const isRevertible = headers["allow-revert"] === "true" && !settled.has(deployment);
        if (isComplete && !isRevertible) throw new Fault(400, "BadRequestException");
        deployment.State = isComplete ? "REVERTED" : "ROLLED_BACK";
        return { status: 202, json: deployment };
      },
    ],
  ];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(request.url ?? "", "http://appconfig");
    calls.push(`${request.method} ${pathname}`);
    const raw = await text(request);
    try {
      const fault = faults.shift();
      if (fault) throw fault;
      const found = routes.find(([method, path]) => method === request.method && path.test(pathname));
      if (!found) throw new Fault(404, "ResourceNotFoundException", `${request.method} ${pathname}`);
      const [, path, make] = found;
      const made = make({
        raw,
        query,
        headers: request.headers,
        parts: path.exec(pathname) ?? [],
        get body() {
          return JSON.parse(raw);
        },
      });
      const { status, headers = {}, json, body = json === undefined ? "" : JSON.stringify(json) } = made;
      response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(body);
    } catch (error) {
      const { status, type, message } =
        error instanceof Fault ? error : new Fault(500, "InternalServerException", String(error));
      response.writeHead(status, { "Content-Type": "application/json", "x-amzn-ErrorType": type });
      response.end(JSON.stringify({ Message: message, message }));
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** `POST /configurationsessions`, in the order in which they came. */
    calls,
    versions,
    deployments,
    /** Makes a version and has it in use at once. */
    deploy(content: string, label?: string) {
      const number = Math.max(0, ...versions.map((version) => version.number)) + 1;
      versions.push({ number, content, label, description: undefined });
      deployments.push({
        DeploymentNumber: (deployments.at(-1)?.DeploymentNumber ?? 0) + 1,
        ConfigurationVersion: String(number),
        State: "COMPLETE",
        StartedAt: new Date().toISOString(),
      });
    },
    /** What is baking has baked. */
    complete() {
      for (const deployment of deployments) if (deployment.State === "BAKING") deployment.State = "COMPLETE";
    },
    /** Three days go by: what is complete is not reverted any more. */
    settle() {
      for (const deployment of deployments) if (deployment.State === "COMPLETE") settled.add(deployment);
    },
    expireTokens: () => tokens.clear(),
    /** The next calls fail so, one after another. */
    fail(...failing: [status: number, type: string][]) {
      faults.push(...failing.map(([status, type]) => new Fault(status, type)));
    },
    tellToPollEvery(seconds: number) {
      pollSeconds = seconds;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Asked {
  raw: string;
  readonly body: Record<string, unknown>;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  parts: readonly string[];
}

type Answer = (asked: Asked) => {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
  body?: string;
};

const items = (Items: unknown[]) => ({ status: 200, json: { Items } });
const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);
