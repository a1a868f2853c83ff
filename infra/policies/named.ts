import type { Policy } from "./policy";

/** The attributes that name a resource to people; others' names (log streams, event destinations) lie within one. */
const nameOf: Record<string, string> = {
  aws_cloudwatch_composite_alarm: "alarm_name",
  aws_apigatewayv2_api: "name",
  aws_backup_vault: "name",
  aws_cloudtrail: "name",
  aws_cloudwatch_metric_alarm: "alarm_name",
  aws_codedeploy_app: "name",
  aws_codedeploy_deployment_group: "deployment_group_name",
  aws_db_instance: "identifier",
  aws_dynamodb_table: "name",
  aws_ecr_repository: "name",
  aws_ecs_cluster: "name",
  aws_ecs_service: "name",
  aws_ecs_task_definition: "family",
  aws_elasticache_replication_group: "replication_group_id",
  aws_iam_role: "name",
  aws_kinesis_firehose_delivery_stream: "name",
  aws_kinesis_stream: "name",
  aws_lb: "name",
  aws_lb_target_group: "name",
  aws_s3_bucket: "bucket",
  aws_secretsmanager_secret: "name",
  aws_security_group: "name",
  aws_sns_topic: "name",
  aws_sqs_queue: "name",
  aws_ssm_parameter: "name",
};

/** What EC2 takes in the description of a security group or a rule. */
const describable = /^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** Everything is called `shopeasy-<environment>-<thing>`, by one function. */
export const named: Policy = {
  name: "named",
  remedy: "take its name from EnvironmentStack.nameOf, and its description from characters that AWS takes",
  violations: (resources) =>
    resources.flatMap((by) => {
      const { type, config, at } = by;
      const prefix = `shopeasy-${at.split("-")[0]}-`;
      const name = config[nameOf[type] ?? ""];
      const isNamed = !nameOf[type] || String(name).startsWith(prefix);
      const isDescribed = !/security_group/.test(type) || describable.test(String(config.description ?? "-"));
      return [
        ...(isNamed ? [] : [{ by, problem: `is called ${String(name)}` }]),
        ...(isDescribed ? [] : [{ by, problem: "has a description that AWS refuses" }]),
      ];
    }),
};
