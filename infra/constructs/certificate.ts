import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

export interface CertificateProps {
  /** The one name that it is for: so each has the one record that proves it. */
  host: string;
  /** Where it is kept, if not in the environment's region: CloudFront takes only those of us-east-1. */
  provider?: AwsProvider;
}

/** A certificate that ACM renews by itself, for as long as its record is in the zone. */
export class Certificate extends Construct {
  /** Of the certificate, once it is issued. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { host, provider }: CertificateProps) {
    super(scope, id);
    const { zoneId } = EnvironmentStack.of(this).environment;
    const certificate = new AcmCertificate(this, "certificate", {
      domainName: host,
      validationMethod: "DNS",
      lifecycle: { createBeforeDestroy: true },
      ...(provider && { provider }),
    });
    const proof = `one(${certificate.fqn}.domain_validation_options)`;
    const record = new Route53Record(this, "proof", {
      zoneId,
      name: `\${${proof}.resource_record_name}`,
      type: `\${${proof}.resource_record_type}`,
      records: [`\${${proof}.resource_record_value}`],
      ttl: 300,
      allowOverwrite: true,
    });
    const validation = new AcmCertificateValidation(this, "issued", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
      ...(provider && { provider }),
    });
    this.arn = validation.certificateArn;
  }
}
