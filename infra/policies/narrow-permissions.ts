import type { Policy } from "./policy";
import { ofType, type Resource } from "./resources";

interface Statement {
  effect?: "Allow" | "Deny";
  actions?: string[];
  resources?: string[];
  not_actions?: string[];
  not_resources?: string[];
  principals?: { type: string; identifiers: string[] }[];
  condition?: unknown[];
}

const statementsOf = ({ config }: Resource) => (config.statement ?? []) as Statement[];

/** `*`, `s3:*` and `s3:Get*` are wide; `kms:GenerateDataKey*` is how AWS itself writes its two forms. */
const isWideAction = (action: string) =>
  /\*/.test(action) && !/^kms:(GenerateDataKey|ReEncrypt|Describe)\*$/.test(action);

function problemOf(statement: Statement): string | undefined {
  if (statement.effect === "Deny") return undefined;
  const action = statement.actions?.find(isWideAction);
  if (action) return `allows the action ${action}`;
  if (statement.not_actions || statement.not_resources) return "allows everything but what it names";
  if (statement.resources?.includes("*")) return "allows it on every resource";
  const isAnybody = statement.principals?.some(({ identifiers }) => identifiers.includes("*"));
  if (isAnybody && !statement.condition?.length) return "allows anybody";
  return undefined;
}

/** No role, and no policy of a resource, may do more than it needs. */
export const narrowPermissions: Policy = {
  name: "narrow-permissions",
  remedy: "name the actions and the resources, or hand policyDocument the reason why that can't be done",
  violations: (resources) =>
    ofType(resources, "aws_iam_policy_document").flatMap((by) =>
      statementsOf(by).flatMap((statement) => {
        const problem = problemOf(statement);
        return problem ? [{ by, problem }] : [];
      }),
    ),
};
