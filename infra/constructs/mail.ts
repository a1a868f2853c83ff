import { Sesv2ConfigurationSet } from "@cdktf/provider-aws/lib/sesv2-configuration-set";
import { Sesv2ConfigurationSetEventDestination } from "@cdktf/provider-aws/lib/sesv2-configuration-set-event-destination";
import { Sesv2EmailIdentity } from "@cdktf/provider-aws/lib/sesv2-email-identity";
import { Sesv2EmailIdentityMailFromAttributes } from "@cdktf/provider-aws/lib/sesv2-email-identity-mail-from-attributes";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { Alarm } from "./alarm";

/** SES: the domain that mails come from, and a set by which SES tells what became of them. */
export class Mail extends Construct {
  readonly configurationSet: string;
  readonly identityArn: string;
  /** Three names that are to be CNAMEs, each of `<token>.dkim.amazonses.com`. */
  readonly dkimTokens: string[];

  constructor(scope: Construct, id: string, { eventsTopicArn }: { eventsTopicArn: string }) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { mailDomain } = stack.environment;
    const set = new Sesv2ConfigurationSet(this, "set", {
      configurationSetName: stack.nameOf("mail"),
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    new Sesv2ConfigurationSetEventDestination(this, "told", {
      configurationSetName: set.configurationSetName,
      eventDestinationName: "mail-events",
      eventDestination: {
        enabled: true,
        matchingEventTypes: ["BOUNCE", "COMPLAINT"],
        snsDestination: { topicArn: eventsTopicArn },
      },
    });
    const identity = new Sesv2EmailIdentity(this, "identity", {
      emailIdentity: mailDomain,
      configurationSetName: set.configurationSetName,
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    });
    new Sesv2EmailIdentityMailFromAttributes(this, "from", {
      emailIdentity: identity.emailIdentity,
      mailFromDomain: `bounce.${mailDomain}`,
      behaviorOnMxFailure: "REJECT_MESSAGE",
    });
    this.#watchReputation();
    this.configurationSet = set.configurationSetName;
    this.identityArn = identity.arn;
    const { tokens } = identity.dkimSigningAttributes;
    this.dkimTokens = [0, 1, 2].map((index) => Fn.element(tokens, index) as string);
  }

  /** From 10 % bounces or 0.5 % complaints on, SES may stop the account: these ring well before. */
  #watchReputation(): void {
    const limits = { BounceRate: 0.05, ComplaintRate: 0.001 };
    for (const [rate, above] of Object.entries(limits)) {
      new Alarm(this, rate, {
        name: rate === "BounceRate" ? "mail-bounces" : "mail-complaints",
        hurts:
          "Too many mails bounce or are complained of: SES may stop sending, and nobody gets confirmations.",
        ...{ runbook: "mail-reputation", namespace: "AWS/SES", metric: `Reputation.${rate}` },
        ...{ dimensions: {}, statistic: "Maximum", threshold: { above }, forMinutes: 15 },
      });
    }
  }
}
