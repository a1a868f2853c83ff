import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ServiceName, serviceNames } from "@shopeasy/contracts/route-table";
import { AwsError } from "./aws-error";
import { CodeDeploy } from "./code-deploy";
import { Ecr } from "./ecr";
import { Ecs } from "./ecs";
import { Functions } from "./functions";
import { Objects } from "./objects";

const port = 8080;

/**
 * An account with one environment in it, as Terraform leaves it: what it speaks is AWS's own HTTP. CodeDeploy, ECS, ECR,
 * Parameter Store and Logs speak JSON 1.1, CloudWatch JSON 1.0, Lambda REST, S3 XML.
 */
export class AwsStandIn {
  readonly ecs = new Ecs();
  readonly ecr = new Ecr();
  readonly functions = new Functions();
  readonly objects = new Objects();
  readonly codeDeploy = new CodeDeploy(this.ecs, this.functions);
  readonly metrics: { MetricName: string; Value?: number; Values?: number[] }[] = [];
  /** What was asked for, in order. */
  readonly asked: string[] = [];
  /** What the log of a task holds. */
  log: string[] = [];
  url = "";
  readonly #server: Server;
  readonly #parameters = new Map<string, string>();

  constructor(readonly environment = "prod") {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#furnish();
  }

  async start(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    this.ecr.url = this.url;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  nameOf = (thing: string) => `shopeasy-${this.environment}-${thing}`;
  versionOf = (name: string) =>
    this.ecs
      .imageOf(this.ecs.primaryOf(this.nameOf(name)))
      .split(":")
      .at(-1);

  /** Has an image and the lambdas' bundles, as a push leaves them. */
  pushed(service: ServiceName, version: string, lambdas: readonly string[] = []): void {
    this.ecr.addImage(this.nameOf(service), version, `${service} ${version}`);
    for (const lambda of lambdas) {
      this.objects.objects.set(
        `${this.nameOf("releases")}-1/bundles/${version}/${lambda}.zip`,
        Buffer.from(`${lambda} ${version}`),
      );
    }
  }

  /** Has a version run, as a release long ago leaves it. */
  ran(service: ServiceName, version: string, lambdas: readonly string[] = []): void {
    for (const name of [service, `${service}-worker`].map(this.nameOf)) {
      const { definition, tags } = this.ecs.requireRevision(name);
      const [program, ...others] = definition.containerDefinitions;
      const image = `registry/${this.nameOf(service)}:${version}`;
      const containerDefinitions = [{ ...program, image }, ...others];
      const { taskDefinition } = this.ecs.RegisterTaskDefinition({
        ...definition,
        containerDefinitions,
        tags,
      });
      this.ecs.setPrimary(name, taskDefinition.taskDefinitionArn);
    }
    for (const lambda of lambdas) this.functions.ran(this.nameOf(lambda), version);
  }

  #furnish(): void {
    const services = Object.fromEntries(serviceNames.map((service) => [service, this.#service(service)]));
    const oneOffs = ["users", "catalog", "orders"].map((service) => {
      const family = this.nameOf(`${service}-migration`);
      this.ecs.addFamily(family, `registry/${this.nameOf(service)}:first`);
      return [`${service}-migration`, { family, securityGroup: "sg-1" }];
    });
    this.#parameters.set(
      this.nameOf("releases"),
      JSON.stringify({
        ...{
          cluster: this.nameOf("shop"),
          application: this.nameOf("services"),
          smokeTest: this.nameOf("smoke-test"),
        },
        ...{ container: { name: "program", port }, subnets: ["subnet-1"], services },
        ...{ oneOffs: Object.fromEntries(oneOffs), releasesBucket: `${this.nameOf("releases")}-1` },
      }),
    );
    const lambdas = ["notifications", "inventory-stream"].map((name) => {
      const full = this.nameOf(name);
      this.functions.add(full);
      return [name, { application: full, deploymentGroup: full, alias: "live", newest: "1" }];
    });
    this.#parameters.set(this.nameOf("lambda-releases"), JSON.stringify(Object.fromEntries(lambdas)));
  }

  #service(service: ServiceName) {
    const name = this.nameOf(service);
    const worker = this.nameOf(`${service}-worker`);
    const image = `registry/${name}:first`;
    this.ecs.addService(name, image, true);
    this.ecs.addService(worker, image, false);
    this.ecr.addRepository(name);
    return { name, family: name, deploymentGroup: name, worker: { name: worker, family: worker } };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? "", this.url);
    const [first = "", ...path] = url.pathname.slice(1).split("/");
    if (first === "layers") return void response.end(this.ecr.layer(path[0] ?? "", path[1] ?? ""));
    const target = request.headers["x-amz-target"];
    const isLambda = first === "2015-03-31";
    if (!target && !isLambda) return this.objects.answer(request, response, url, body);
    try {
      const input = body.length > 0 ? JSON.parse(body.toString()) : {};
      const answer = isLambda
        ? this.functions.answer(request.method ?? "", path.slice(1), input)
        : this.#call(String(target), input);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    } catch (error) {
      const { code, message, status } =
        error instanceof AwsError ? error : new AwsError("InternalFailure", String(Object(error).stack), 500);
      response
        .writeHead(status, { "content-type": "application/json", "x-amzn-errortype": code })
        .end(JSON.stringify({ __type: code, message }));
    }
  }

  #call(target: string, input: any): unknown {
    const [service = "", operation = ""] = target.split(".");
    this.asked.push(operation);
    const speaks: Record<string, object> = {
      CodeDeploy_20141006: this.codeDeploy,
      AmazonEC2ContainerServiceV20141113: this.ecs,
      AmazonEC2ContainerRegistry_V20150921: this.ecr,
      AmazonSSM: this,
      GraniteServiceVersion20100801: this,
      Logs_20140328: this,
    };
    const answers = speaks[service] as Record<string, (input: unknown) => unknown> | undefined;
    if (!answers?.[operation]) throw new AwsError("UnknownOperationException", target);
    return answers[operation](input);
  }

  GetParameter({ Name }: { Name: string }) {
    const Value = this.#parameters.get(Name);
    if (Value === undefined) throw new AwsError("ParameterNotFound");
    return { Parameter: { Name, Value } };
  }

  DescribeAlarms({ AlarmNames }: { AlarmNames: string[] }) {
    const { ringing } = this.codeDeploy;
    return {
      MetricAlarms: AlarmNames.map((AlarmName) => ({
        AlarmName,
        StateValue: ringing.has(AlarmName) ? "ALARM" : "OK",
      })),
    };
  }

  PutMetricData({ MetricData }: { MetricData: AwsStandIn["metrics"] }) {
    this.metrics.push(...MetricData);
    return {};
  }

  GetLogEvents() {
    return { events: this.log.map((message) => ({ message })) };
  }
}
