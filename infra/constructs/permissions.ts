import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import { except } from "./exception";

export interface Statement {
  effect?: "Allow" | "Deny";
  actions: string[];
  resources?: string[];
  /** AWS services (`sns.amazonaws.com`), ARNs of roles or accounts, or everybody. */
  principals?: { services: string[] } | { arns: readonly string[] } | "anybody";
  /** `["StringEquals", "aws:SourceAccount", "111111111111"]` */
  conditions?: [test: string, variable: string, ...values: string[]][];
  /** Why a `*` in it can't be helped. */
  becauseWide?: string;
}

/**
 * A policy document; gives its JSON. Where a `*` can't be helped, `becauseWide` says why.
 */
export function policyDocument(
  scope: Construct,
  id: string,
  statements: Statement[],
  becauseWide = statements.find((statement) => statement.becauseWide)?.becauseWide,
): string {
  const document = new DataAwsIamPolicyDocument(scope, id, {
    statement: statements.map(({ effect = "Allow", actions, resources, principals, conditions = [] }) => ({
      effect,
      actions,
      ...(resources && { resources }),
      ...(principals && { principals: [principalsOf(principals)] }),
      ...(conditions.length > 0 && {
        condition: conditions.map(([test, variable, ...values]) => ({ test, variable, values })),
      }),
    })),
  });
  if (becauseWide) except(document, "narrow-permissions", becauseWide);
  return document.json;
}

function principalsOf(principals: NonNullable<Statement["principals"]>) {
  if (principals === "anybody") return { type: "*", identifiers: ["*"] };
  if ("services" in principals) return { type: "Service", identifiers: principals.services };
  return { type: "AWS", identifiers: [...principals.arns] };
}

/** Refuses whatever comes without TLS; goes into the policy of everything that has one. */
export const onlyByTls = (action: string, resources: string[]): Statement => ({
  effect: "Deny",
  actions: [action],
  resources,
  principals: "anybody",
  conditions: [["Bool", "aws:SecureTransport", "false"]],
});

/** A topic may send to a queue. */
export const sentBy = (topicArn: string, queueArn: string): Statement => ({
  actions: ["sqs:SendMessage"],
  resources: [queueArn],
  principals: { services: ["sns.amazonaws.com"] },
  conditions: [["ArnEquals", "aws:SourceArn", topicArn]],
});

/** What a service of AWS does, it does for this account and not for somebody else's. */
export const onlyForAccount = (account: string): NonNullable<Statement["conditions"]> => [
  ["StringEquals", "aws:SourceAccount", account],
];
