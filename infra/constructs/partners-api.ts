import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2ApiMapping } from "@cdktf/provider-aws/lib/apigatewayv2-api-mapping";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { Apigatewayv2VpcLink } from "@cdktf/provider-aws/lib/apigatewayv2-vpc-link";
import { Construct } from "constructs";
import { apiPrefix } from "../../packages/contracts/src/route-table";
import { EnvironmentStack } from "../environment-stack";
import { except } from "./exception";
import { ForwarderProof } from "./forwarder-proof";
import { LogGroup } from "./log-group";

export interface PartnersApiProps {
  /** What partners call it, and the certificate for that. */
  host: string;
  certificateArn: string;
  /** The listener of the load balancer, and the name that it has a certificate for. */
  listenerArn: string;
  apiHost: string;
  proof: ForwarderProof;
  subnetIds: string[];
  securityGroupId: string;
  keyArn: string;
}

/** For all partners together, in a second; each has the limits that services have for its address, too. */
const throttling = { throttlingRateLimit: 200, throttlingBurstLimit: 400 };

/** What is noted of a call: no query, since tokens may be there. */
const accessLog = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  method: "$context.httpMethod",
  path: "$context.path",
  status: "$context.status",
  responseLength: "$context.responseLength",
  latency: "$context.responseLatency",
  integrationLatency: "$context.integrationLatency",
  integrationError: "$context.integrationErrorMessage",
};

/**
 * API Gateway for partners: throttled and logged, into the network by a link of its own. It answers within 30 seconds
 * and in one piece, so there are no streams of events here, and no imports beyond 10 MB.
 */
export class PartnersApi extends Construct {
  readonly id: string;
  readonly host: { domainName: string; zoneId: string };
  /** The group that its access log is in. */
  readonly logGroup: string;

  constructor(scope: Construct, id: string, props: PartnersApiProps) {
    super(scope, id);
    const api = new Apigatewayv2Api(this, "api", {
      name: EnvironmentStack.of(this).nameOf("partners"),
      protocolType: "HTTP",
      disableExecuteApiEndpoint: true,
    });
    except(api, "not-public", "Partners come in here, throttled, and past the load balancer's firewall.");
    const integration = this.#integration(api, props);
    new Apigatewayv2Route(this, "route", {
      apiId: api.id,
      routeKey: `ANY ${apiPrefix}/{proxy+}`,
      target: `integrations/${integration.id}`,
    });
    const log = new LogGroup(this, "log", { name: "partners", keyArn: props.keyArn });
    const stage = new Apigatewayv2Stage(this, "stage", {
      apiId: api.id,
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: { ...throttling, detailedMetricsEnabled: true },
      accessLogSettings: { destinationArn: log.arn, format: JSON.stringify(accessLog) },
    });
    const domain = new Apigatewayv2DomainName(this, "domain", {
      domainName: props.host,
      domainNameConfiguration: {
        certificateArn: props.certificateArn,
        endpointType: "REGIONAL",
        securityPolicy: "TLS_1_2",
      },
    });
    new Apigatewayv2ApiMapping(this, "mapping", { apiId: api.id, domainName: domain.id, stage: stage.id });
    const { targetDomainName: domainName, hostedZoneId: zoneId } = domain.domainNameConfiguration;
    this.host = { domainName, zoneId };
    this.id = api.id;
    this.logGroup = log.name;
  }

  #integration(api: Apigatewayv2Api, props: PartnersApiProps): Apigatewayv2Integration {
    const link = new Apigatewayv2VpcLink(this, "link", {
      name: EnvironmentStack.of(this).nameOf("partners"),
      subnetIds: props.subnetIds,
      securityGroupIds: [props.securityGroupId],
    });
    return new Apigatewayv2Integration(this, "integration", {
      apiId: api.id,
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri: props.listenerArn,
      connectionType: "VPC_LINK",
      connectionId: link.id,
      tlsConfig: { serverNameToVerify: props.apiHost },
      timeoutMilliseconds: 30_000,
      requestParameters: {
        [`overwrite:header.${ForwarderProof.header}`]: props.proof.sent,
        [`overwrite:header.${ForwarderProof.callerHeader}`]: "$context.identity.sourceIp",
      },
    });
  }
}
