#!/usr/bin/env bash
# Plays the `aws` of an account in which everything goes well: notes what it is asked for, and answers as AWS documents.
set -euo pipefail
input=
for word; do if [ "$word" = file:///dev/stdin ]; then input=$(cat); fi; done
printf '%s\t%s\n' "$*" "$(tr -d '\n' <<<"$input")" >>"$ASKED"
revision=arn:aws:ecs:eu-west-1:333333333333:task-definition/shopeasy-prod
case "$1 $2" in
  "sts get-caller-identity") case $* in *Arn*) echo arn:aws:sts::333333333333:assumed-role/operator/ada ;; *) echo 333333333333 ;; esac ;;
  "ssm get-parameter") echo '{"cluster":"shopeasy-prod-shop","application":"shopeasy-prod-services","smokeTest":"shopeasy-prod-smoke-test","container":{"name":"program","port":8080},"subnets":["subnet-1","subnet-2"],"oneOffs":{"users-migration":{"family":"shopeasy-prod-users-migration","securityGroup":"sg-1"}}}' ;;
  "ecs describe-services") echo "{\"services\":[{\"taskDefinition\":\"$revision-orders:7\"}]}" ;;
  "ecs describe-task-definition") jq -n --arg arn "$4" '{taskDefinition: {taskDefinitionArn: $arn, family: ($arn | sub(".*/"; "") | sub(":.*"; "")), revision: 7, status: "ACTIVE",
      containerDefinitions: [{name: "program", image: (if ($arn | test(":7$")) then "registry/orders:0123456789ab" else "registry/orders:first" end)}, {name: "xray", image: "registry/xray"}]}}' ;;
  "ecs register-task-definition") echo "$revision-$(jq -r .family <<<"$input" | sed s/shopeasy-prod-//):8" ;;
  "ecs run-task") echo arn:aws:ecs:eu-west-1:333333333333:task/shopeasy-prod-shop/0abc ;;
  "ecs describe-tasks") printf '0\tEssential container in task exited\n' ;;
  "ecs update-service") case $* in *desired-count*) printf 'shopeasy-prod-orders\t0\n' ;; *) echo "$revision-orders-worker:8" ;; esac ;;
  "logs start-query") echo query-1 ;;
  "logs get-query-results") echo '{"status":"Complete","results":[[{"field":"event","value":"order.paid"},{"field":"count(*)","value":"3"},{"field":"@ptr","value":"x"}]]}' ;;
  "logs get-log-events") echo '{"events":[{"message":"users is migrated."}]}' ;;
  "deploy create-deployment") echo d-123 ;;
  "deploy list-deployments") case $* in *length*) echo 0 ;; *) printf 'd-1\td-2\n' ;; esac ;;
  "application-autoscaling describe-scalable-targets") echo 3 ;;
  "cloudwatch describe-alarms") echo '{"MetricAlarms":[{"AlarmName":"shopeasy-prod-checkouts-stuck","StateUpdatedTimestamp":"2026-11-21T09:30:00Z","AlarmDescription":"Customers do not learn whether they have bought."}],"CompositeAlarms":[]}' ;;
  "secretsmanager get-secret-value") echo the-value ;;
  "secretsmanager put-secret-value") echo version-2 ;;
  "lambda publish-version" | "lambda update-alias") echo 8 ;;
esac
