import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

export interface NamesInDnsProps {
  /** Names that stand for something of AWS's. */
  aliases: Readonly<Record<string, { domainName: string; zoneId: string }>>;
  /** By which SES signs mails: see `Mail`. */
  dkimTokens: readonly string[];
}

/** The records of the shop's zone: where its names lead to, and that SES sends its mails. */
export class NamesInDns extends Construct {
  constructor(scope: Construct, id: string, { aliases, dkimTokens }: NamesInDnsProps) {
    super(scope, id);
    const { zoneId, mailDomain, region } = EnvironmentStack.of(this).environment;
    for (const [name, { domainName, zoneId: ofTarget }] of Object.entries(aliases)) {
      new Route53Record(this, name, {
        ...{ zoneId, name, type: "A" },
        alias: { name: domainName, zoneId: ofTarget, evaluateTargetHealth: false },
      });
    }
    const record = (recordId: string, type: string, name: string, value: string) =>
      new Route53Record(this, recordId, { zoneId, name, type, records: [value], ttl: 3_600 });
    for (const [index, token] of dkimTokens.entries()) {
      const name = `${token}._domainkey.${mailDomain}`;
      record(`dkim-${index}`, "CNAME", name, `${token}.dkim.amazonses.com`);
    }
    const bounces = `bounce.${mailDomain}`;
    record("bounces", "MX", bounces, `10 feedback-smtp.${region}.amazonses.com`);
    record("senders", "TXT", bounces, "v=spf1 include:amazonses.com -all");
    record("policy", "TXT", `_dmarc.${mailDomain}`, "v=DMARC1; p=quarantine; adkim=s");
  }
}
