import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { apiPrefix } from "../../packages/contracts/src/route-table";
import { ForwarderProof } from "./forwarder-proof";

/** The statements of rules nest without end, so cdktf has no types for them, and takes Terraform's own names. */
type Statement = Record<string, unknown>;

/** A rule without its place among the others, and without the name of its metric. */
type FirewallRule = Omit<Wafv2WebAclRule, "priority" | "visibilityConfig">;

const asIs = [{ priority: 0, type: "NONE" }];
const header = (name: string) => ({ single_header: { name } });

const matches = (field: Statement, how: string, search: string): Statement => ({
  byte_match_statement: {
    field_to_match: field,
    positional_constraint: how,
    search_string: search,
    text_transformation: asIs,
  },
});
const matchesPattern = (field: Statement, pattern: string): Statement => ({
  regex_match_statement: { field_to_match: field, regex_string: pattern, text_transformation: asIs },
});
const all = (...statement: Statement[]): Statement => ({ and_statement: { statement } });
const any = (statement: Statement[]): Statement => ({ or_statement: { statement } });
const not = (statement: Statement): Statement => ({ not_statement: { statement } });
const pathStarts = (path: string) => matches({ uri_path: {} }, "STARTS_WITH", path);

/** What is answered in the service's place, in the words that its clients know. */
const refused = (responseCode: number, answer: RefusalName, headers: Record<string, string> = {}) => ({
  block: {
    customResponse: {
      responseCode,
      customResponseBodyKey: answer,
      responseHeader: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
  },
});

const problem = (status: number, code: string, title: string) =>
  JSON.stringify({ type: `https://shopeasy.dev/problems/${code}`, title, status });

/** Bodies of refusals. WAF can't say `application/problem+json`. */
export const refusals = {
  forged: problem(400, "forged-address", `Leave ${ForwarderProof.callerHeader} to the shop`),
  large: problem(413, "body-too-large", "The body is too large"),
  often: problem(429, "too-many-requests", "Too many requests from one address"),
};
type RefusalName = keyof typeof refusals;

/** CloudFront and API Gateway show that it is they. Other rules go by the label, for they can't nest deep. */
const forwarded = (proof: ForwarderProof): FirewallRule => ({
  name: "forwarded",
  statement: any(proof.believed.map((word) => matches(header(ForwarderProof.header), "EXACTLY", word))),
  action: { count: {} },
  ruleLabel: [{ name: "forwarded" }],
});
const isForwarded: Statement = { label_match_statement: { scope: "LABEL", key: "forwarded" } };

/** Services believe the caller's header, so it has to be CloudFront's or API Gateway's, and nobody else's. */
const forged: FirewallRule = {
  name: "forged-address",
  statement: all(not(isForwarded), {
    size_constraint_statement: {
      field_to_match: header(ForwarderProof.callerHeader),
      comparison_operator: "GT",
      size: 0,
      text_transformation: asIs,
    },
  }),
  action: refused(400, "forged"),
};

/**
 * By the digits of Content-Length, since of a body WAF sees the first 8 kB: no call but one takes a megabyte, and an
 * import 200. Services hold to their own limits, and look at what is sent in chunks.
 */
const tooLarge = (): FirewallRule => {
  const isImport = pathStarts(`${apiPrefix}/products/import`);
  const digits = (least: number) => matchesPattern(header("content-length"), `^[0-9]{${least},}$`);
  return {
    name: "too-large",
    statement: any([digits(10), all(not(isImport), digits(7))]),
    action: refused(413, "large"),
  };
};

/** What WAF counts in: requests of the last five minutes. */
const often = (name: string, limit: number, where: Statement[] = []): FirewallRule[] => {
  const window = { limit, evaluation_window_sec: 300 };
  const scope = (way: Statement) => ({ scope_down_statement: where.length > 0 ? all(way, ...where) : way });
  const action = refused(429, "often", { "retry-after": "300" });
  const callers = [{ header: { name: ForwarderProof.callerHeader, text_transformation: asIs } }];
  return [
    {
      name: `${name}-directly`,
      statement: {
        rate_based_statement: { ...window, aggregate_key_type: "IP", ...scope(not(isForwarded)) },
      },
      action,
    },
    {
      name: `${name}-forwarded`,
      statement: {
        rate_based_statement: {
          ...{ ...window, aggregate_key_type: "CUSTOM_KEYS", custom_key: callers },
          ...scope(isForwarded),
        },
      },
      action,
    },
  ];
};

/** Where passwords and mailed tokens can be tried out. */
const credentials = any(
  ["/auth/login", "/auth/register", "/auth/password/", "/auth/verify-email", "/users/me/password"].map(
    (path) => pathStarts(`${apiPrefix}${path}`),
  ),
);

/** AWS's own rules; those of them that are only counted, with why they would be wrong here. */
const managed: Record<string, readonly string[]> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesKnownBadInputsRuleSet: [],
  AWSManagedRulesCommonRuleSet: [
    // Bodies are longer than 8 kB: products, carts, imports.
    "SizeRestrictions_BODY",
    // Programs of partners often say nothing of themselves.
    "NoUserAgent_HEADER",
    // What customers and staff write in JSON is text, and may well look like HTML, a path or an address.
    "CrossSiteScripting_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "EC2MetaDataSSRF_BODY",
  ],
  // As above: reviews and passwords may look like SQL, and none ever becomes any.
  AWSManagedRulesSQLiRuleSet: ["SQLi_BODY", "SQLiExtendedPatterns_BODY"],
};

const byAws = (): FirewallRule[] =>
  Object.entries(managed).map(([name, counted]) => ({
    name,
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name,
        rule_action_override: counted.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
      },
    },
    overrideAction: { none: {} },
  }));

/** The rules of the load balancer's firewall, the first first. */
export function firewallRules(proof: ForwarderProof): FirewallRule[] {
  return [
    forwarded(proof),
    forged,
    ...often("often", 10_000),
    ...often("credentials-often", 300, [credentials]),
    tooLarge(),
    ...byAws(),
  ];
}
