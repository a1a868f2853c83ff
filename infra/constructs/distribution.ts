import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import {
  CloudfrontDistribution,
  type CloudfrontDistributionConfig,
  type CloudfrontDistributionDefaultCacheBehavior,
  type CloudfrontDistributionOrigin,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";
import { mediaPrefix, routeTable } from "../../packages/contracts/src/route-table";
import { EnvironmentStack } from "../environment-stack";
import { except } from "./exception";
import { ForwarderProof } from "./forwarder-proof";
import { pagesOf, patternsOf } from "./route-rules";
import { findPicture, forgetAsker, nameCaller } from "./viewer-functions";

export interface DistributionProps {
  certificateArn: string;
  /** The load balancer's name, for which it has a certificate. */
  apiHost: string;
  proof: ForwarderProof;
  buckets: Readonly<Record<"images" | "storefront", { name: string }>>;
  /** What has to be there before it sends requests on. */
  after: NonNullable<CloudfrontDistributionConfig["dependsOn"]>;
}

type Behaviour = Omit<CloudfrontDistributionDefaultCacheBehavior, "viewerProtocolPolicy">;

/** CloudFront's own policies, by the ids that they have in every account. */
const managedPolicies = {
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
};

const reading = ["GET", "HEAD"];

/** Errors of which the next request may hear no more. */
const passing = [500, 502, 503, 504];

/** The shop's own address: pictures and storefront from their buckets, the API and its pages from the load balancer. */
export class Distribution extends Construct {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly zoneId: string;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const { environment } = EnvironmentStack.of(this);
    const headers = this.#securityHeaders();
    const behave = (behaviour: Behaviour) => ({
      ...{ ...behaviour, compress: true, responseHeadersPolicyId: headers },
      viewerProtocolPolicy: "redirect-to-https",
    });
    const api = behave(this.#api());
    const distribution = new CloudfrontDistribution(this, "distribution", {
      comment: `The shop of ${environment.name}`,
      enabled: true,
      aliases: [environment.domain],
      defaultRootObject: "index.html",
      httpVersion: "http2and3",
      // The firewall counts requests by address, and who has one of IPv6 has billions.
      isIpv6Enabled: false,
      priceClass: environment.priceClass,
      origin: this.#origins(props),
      orderedCacheBehavior: [
        { ...behave(this.#pictures()), pathPattern: `${mediaPrefix}/*` },
        ...["/api/*", ...pagesOf(routeTable).flatMap(patternsOf)].map((pathPattern) => ({
          ...api,
          pathPattern,
        })),
      ],
      defaultCacheBehavior: behave(fromBucket("storefront")),
      // Else each is kept for ten seconds, whatever it says of itself: what failed for one would fail for all.
      customErrorResponse: passing.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: {
        acmCertificateArn: props.certificateArn,
        minimumProtocolVersion: "TLSv1.2_2021",
        sslSupportMethod: "sni-only",
      },
      dependsOn: props.after,
    });
    except(distribution, "not-public", "Customers come in here: it is what stands before everything else.");
    this.id = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
    this.zoneId = distribution.hostedZoneId;
  }

  #origins({ apiHost, proof, buckets }: DistributionProps): CloudfrontDistributionOrigin[] {
    const stack = EnvironmentStack.of(this);
    const access = new CloudfrontOriginAccessControl(this, "access", {
      name: stack.nameOf("buckets"),
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    const bucket = (originId: "images" | "storefront") => ({
      originId,
      domainName: `${buckets[originId].name}.s3.${stack.environment.region}.amazonaws.com`,
      originAccessControlId: access.id,
    });
    const api = {
      originId: "api",
      domainName: apiHost,
      customHeader: [{ name: ForwarderProof.header, value: proof.sent }],
      customOriginConfig: {
        ...{ httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only" },
        originSslProtocols: ["TLSv1.2"],
        // As the load balancer's own: streams of events say something every 15 seconds.
        originReadTimeout: 60,
        originKeepaliveTimeout: 55,
      },
    };
    return [api, bucket("images"), bucket("storefront")];
  }

  /**
   * The token is part of what an answer is kept under, so none comes to another caller; and nothing is kept that does not
   * say so itself, which no answer to a token does.
   */
  #api(): Behaviour {
    const policy = new CloudfrontCachePolicy(this, "by-caller", {
      name: EnvironmentStack.of(this).nameOf("by-caller"),
      ...{ minTtl: 0, defaultTtl: 0, maxTtl: 86_400 },
      parametersInCacheKeyAndForwardedToOrigin: {
        ...{ enableAcceptEncodingBrotli: true, enableAcceptEncodingGzip: true },
        headersConfig: {
          headerBehavior: "whitelist",
          headers: { items: ["Authorization", "Accept", "Origin"] },
        },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "all" },
      },
    });
    return {
      targetOriginId: "api",
      allowedMethods: [...reading, "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cachedMethods: reading,
      cachePolicyId: policy.id,
      originRequestPolicyId: managedPolicies.allViewerExceptHostHeader,
      functionAssociation: [
        { eventType: "viewer-request", functionArn: this.#function("name-caller", nameCaller) },
        { eventType: "viewer-response", functionArn: this.#function("forget-asker", forgetAsker) },
      ],
    };
  }

  #pictures(): Behaviour {
    const functionArn = this.#function("find-picture", findPicture);
    return { ...fromBucket("images"), functionAssociation: [{ eventType: "viewer-request", functionArn }] };
  }

  #function(name: string, code: string): string {
    const fullName = EnvironmentStack.of(this).nameOf(name);
    const runtime = "cloudfront-js-2.0";
    return new CloudfrontFunction(this, name, { name: fullName, runtime, code, publish: true }).arn;
  }

  /** What a service says itself stays as it is. */
  #securityHeaders(): string {
    const override = false;
    return new CloudfrontResponseHeadersPolicy(this, "headers", {
      name: EnvironmentStack.of(this).nameOf("security"),
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, includeSubdomains: true, override },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "SAMEORIGIN", override },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override },
      },
    }).id;
  }
}

const fromBucket = (targetOriginId: "images" | "storefront"): Behaviour => ({
  ...{ targetOriginId, allowedMethods: reading, cachedMethods: reading },
  cachePolicyId: managedPolicies.cachingOptimized,
});
