import type { Policy } from "./policy";
import type { Resource } from "./resources";

type Config = Record<string, unknown>;

const isReplica = ({ replicate_source_db }: Config) => replicate_source_db !== undefined;

/** What holds what can't be made anew, and what it needs beside Terraform's refusal to destroy it. */
const stateful: Record<string, (config: Config) => string[]> = {
  aws_backup_vault: ({ force_destroy }) => (force_destroy === true ? ["goes with its backups"] : []),
  aws_db_instance: (config) => [
    ...(config.deletion_protection === true ? [] : ["has no deletion protection"]),
    ...(isReplica(config) || Number(config.backup_retention_period) >= 7
      ? []
      : ["keeps backups for under a week"]),
    ...(isReplica(config) || config.skip_final_snapshot === false ? [] : ["goes without a last snapshot"]),
  ],
  aws_dynamodb_table: (config) => [
    ...(config.deletion_protection_enabled === true ? [] : ["has no deletion protection"]),
    ...(Object(config.point_in_time_recovery).enabled === true
      ? []
      : ["can't be set back to a point in time"]),
  ],
  aws_ecr_repository: ({ image_tag_mutability, force_delete }) => [
    ...(image_tag_mutability === "IMMUTABLE" ? [] : ["lets tags move"]),
    ...(force_delete === true ? ["goes with its images"] : []),
  ],
  aws_kms_key: () => [],
  aws_s3_bucket: ({ force_destroy }) => (force_destroy === true ? ["goes with what lies in it"] : []),
  aws_secretsmanager_secret: () => [],
};

const problemsOf = ({ type, config }: Resource): string[] => {
  const more = stateful[type];
  if (!more) return [];
  const isKept = Object(config.lifecycle).prevent_destroy === true;
  return [...(isKept ? [] : ["can be destroyed by Terraform"]), ...more(config)];
};

/** What is kept is not lost by a slip. */
export const protectedState: Policy = {
  name: "protected",
  remedy: "call protect() of infra/constructs/protection.ts, and see to its backups",
  violations: (resources) => resources.flatMap((by) => problemsOf(by).map((problem) => ({ by, problem }))),
};
