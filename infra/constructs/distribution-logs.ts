import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

export interface DistributionLogsProps {
  distributionArn: string;
  bucket: { arn: string };
  /** Of us-east-1, where CloudFront's logs are set up. */
  provider: AwsProvider;
}

/** What is noted of a request to CloudFront: not its query, where guests' links have their tokens. */
const fields = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(User-Agent)",
  "x-edge-result-type",
  "x-edge-request-id",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "x-edge-detailed-result-type",
  "time-to-first-byte",
];

/** CloudFront's access logs, in a bucket: by way of CloudWatch, since the older way needs a bucket with ACLs. */
export class DistributionLogs extends Construct {
  constructor(scope: Construct, id: string, { distributionArn, bucket, provider }: DistributionLogsProps) {
    super(scope, id);
    const name = EnvironmentStack.of(this).nameOf("cloudfront");
    const source = new CloudwatchLogDeliverySource(this, "source", {
      ...{ name, provider, logType: "ACCESS_LOGS", resourceArn: distributionArn },
    });
    const destination = new CloudwatchLogDeliveryDestination(this, "destination", {
      ...{ name, provider, outputFormat: "json" },
      deliveryDestinationConfiguration: [{ destinationResourceArn: `${bucket.arn}/cloudfront` }],
    });
    new CloudwatchLogDelivery(this, "delivery", {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: fields,
      provider,
    });
  }
}
