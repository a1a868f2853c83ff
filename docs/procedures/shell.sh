# shellcheck shell=bash disable=SC2016,SC2034
# What the procedures and runbooks are done with. Read it into a bash (4 or later), in the repository's folder, signed in to the
# environment's account:  . docs/procedures/shell.sh prod [region]
# It changes nothing. It can be read in again, which is needed when `services` was deployed for the first time.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
case ${1-} in [a-z]*) ;; *) echo "Which environment? . docs/procedures/shell.sh dev|staging|prod [region]" >&2; return 2 ;; esac
for program in aws jq curl npm; do
  command -v $program >/dev/null || { echo "There is no $program on this machine." >&2; return 2; }
done
export ENVIRONMENT=$1 AWS_REGION=${2:-eu-west-1} E=shopeasy-$1 AWS_PAGER=
ACCOUNT=$(aws sts get-caller-identity --query Account --output text) || {
  echo "Not signed in: aws sso login, or AWS_PROFILE=<yours>, then this once more." >&2; return 1; }

SERVICES="users catalog cart orders feedback"
WORKERS="users-worker catalog-worker cart-worker orders-worker feedback-worker"
ALL="$SERVICES $WORKERS notifications inventory-stream"
CLUSTER=$E-shop

# What `services` left for releases; empty before its first deployment
NOTE=$(aws ssm get-parameter --name "$E-releases" --query Parameter.Value --output text 2>/dev/null) || NOTE='{}'

### To look

# Groups of logs: groups orders orders-worker
groups() { for p; do case $p in notifications | inventory-stream) echo "/aws/lambda/$E-$p" ;; *) echo "$E-$p" ;; esac; done; }

# One question to CloudWatch's Logs Insights: insights <minutes back> '<query>' <group of logs> ...
insights() {
  local minutes=$1 query=$2 id answer
  shift 2
  id=$(aws logs start-query --start-time $(($(date +%s) - minutes * 60)) --end-time "$(date +%s)" \
    --query-string "$query" --log-group-names "$@" --query queryId --output text) || return
  while answer=$(aws logs get-query-results --query-id "$id" --output json) || return; do
    case $(jq -r .status <<<"$answer") in Scheduled | Running) sleep 1 ;; *) break ;; esac
  done
  jq -r '.results[] | map(select(.field != "@ptr") | "\(.field)=\(.value)") | join("  ")' <<<"$answer"
}

# The programs' own logs: ask <minutes back> '<query>' <program> ...
ask() {
  local minutes=$1 query=$2 named
  shift 2
  mapfile -t named < <(groups "$@")
  insights "$minutes" "$query" "${named[@]}"
}

# CloudTrail, who did what to the account: trail <minutes back> '<query>'
trail() { insights "$1" "$2" "$E-trail"; }

# What rings now, and who is hurt
ringing() {
  aws cloudwatch describe-alarms --alarm-types MetricAlarm CompositeAlarm --state-value ALARM --output json |
    jq -r '(.MetricAlarms + .CompositeAlarms)[] | "\(.StateUpdatedTimestamp)  \(.AlarmName): \(.AlarmDescription)"'
}

# How many tasks each program has, and should have
tasks() {
  local p
  for p in $SERVICES $WORKERS; do
    aws ecs describe-services --cluster "$CLUSTER" --services "$E-$p" --query 'services[].[serviceName,runningCount,desiredCount]' --output text
  done
}

### Secrets

value() { aws secretsmanager get-secret-value --secret-id "$E-$1" --query SecretString --output text; }
# From standard input, so that it stands in no history: printf %s "$NEW" | put service-token
put() { aws secretsmanager put-secret-value --secret-id "$E-$1" --secret-string file:///dev/stdin --query VersionId --output text; }
fresh() { openssl rand -base64 48 | tr -d '\n'; }

### Stacks

cdktf() { (cd "$ROOT/infra" && CHECKPOINT_DISABLE=1 npx cdktf-cli@0.21.0 "$@"); }
# For stacks whose neighbours are deployed already. It shows its plan and asks: deploy prod-data prod-services
deploy() { cdktf deploy "$@" --ignore-missing-stack-dependencies; }

### Programs

# The revision that a program runs
running() {
  aws ecs describe-services --cluster "$CLUSTER" --services "$E-$1" --output json |
    jq -r '.services[0] | ([.taskSets[]? | select(.status == "PRIMARY")][0].taskDefinition) // .taskDefinition'
}

# A new revision of a family: Terraform's newest, with the image that its service runs
renewed() {
  local image
  image=$(aws ecs describe-task-definition --task-definition "$(running "${1%%-*}")" --output json |
    jq -r '.taskDefinition.containerDefinitions[] | select(.name == "program").image')
  [ -n "$image" ] || { echo "No image is known of ${1%%-*}" >&2; return 1; }
  aws ecs describe-task-definition --task-definition "$E-$1" --output json |
    jq --arg image "$image" '.taskDefinition | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy)
      | (.containerDefinitions[] | select(.name == "program")).image = $image' |
    aws ecs register-task-definition --cli-input-json file:///dev/stdin --query taskDefinition.taskDefinitionArn --output text
}

# A task that ends by itself, to its end, with what it says: task users-migration [<file and arguments, in place of its own>]
task() {
  local name=$1 revision group overrides='{}' arn logs
  shift
  revision=$(renewed "$name") || return
  group=$(jq -r --arg t "$name" '(.oneOffs[$t] // .oneOffs["users-migration"]).securityGroup' <<<"$NOTE")
  if [ $# -gt 0 ]; then overrides=$(printf '%s\n' "$@" | jq -cnR '{containerOverrides: [{name: "program", command: [inputs]}]}'); fi
  arn=$(aws ecs run-task --cluster "$CLUSTER" --launch-type FARGATE --task-definition "$revision" --overrides "$overrides" \
    --network-configuration "awsvpcConfiguration={subnets=[$(jq -r '.subnets | join(",")' <<<"$NOTE")],securityGroups=[$group],assignPublicIp=DISABLED}" \
    --query 'tasks[0].taskArn' --output text) || return
  aws ecs wait tasks-stopped --cluster "$CLUSTER" --tasks "$arn"
  case $name in *-worker) logs=$E-$name ;; *) logs=$E-one-off ;; esac
  aws logs get-log-events --log-group-name "$logs" --log-stream-name "program/program/${arn##*/}" --output json | jq -r '.events[].message'
  aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$arn" --query 'tasks[0].[containers[?name==`program`]|[0].exitCode,stoppedReason]' --output text
}

# All tasks of a program anew, in the version that it runs, with what Terraform and Secrets Manager say now:
# renew orders; renew orders-worker; renew notifications
renew() {
  local new
  case $1 in
    notifications | inventory-stream) again "$1" ;;
    *-worker) new=$(renewed "$1") || return
      aws ecs update-service --cluster "$CLUSTER" --service "$E-$1" --task-definition "$new" --force-new-deployment --query service.taskDefinition --output text ;;
    *) new=$(renewed "$1") || return
      aws deploy create-deployment --application-name "$(jq -r .application <<<"$NOTE")" --deployment-group-name "$E-$1" \
        --revision "$(jq -cn --arg task "$new" --argjson note "$NOTE" '{revisionType: "AppSpecContent", appSpecContent: {content: ({version: 0.0,
          Resources: [{TargetService: {Type: "AWS::ECS::Service", Properties: {TaskDefinition: $task,
            LoadBalancerInfo: {ContainerName: $note.container.name, ContainerPort: $note.container.port}}}}],
          Hooks: [{AfterAllowTestTraffic: $note.smokeTest}]} | tojson | sub("\"version\":[0.]+"; "\"version\":0.0"))}}')" --query deploymentId --output text ;;
  esac
}

# A lambda keeps what it read: another version of the code that runs begins anew
again() {
  local name=$E-$1 zip
  sha() { aws lambda get-function-configuration --function-name "$1" --query CodeSha256 --output text; }
  if [ "$(sha "$name:live")" != "$(sha "$name")" ]; then # a release was taken back: what runs becomes the newest first
    zip=$(mktemp)
    curl -sSf -o "$zip" "$(aws lambda get-function --function-name "$name:live" --query Code.Location --output text)" &&
      aws lambda update-function-code --function-name "$name" --zip-file "fileb://$zip" >/dev/null || return
    rm "$zip"
    aws lambda wait function-updated --function-name "$name" || return
  fi
  aws lambda update-function-configuration --function-name "$name" --description "Renewed at $(date -uIs)" >/dev/null &&
    aws lambda wait function-updated --function-name "$name" && aws lambda update-alias --function-name "$name" --name live \
      --function-version "$(aws lambda publish-version --function-name "$name" --query Version --output text)" --query FunctionVersion --output text
}

renew_all() { local p; for p in $SERVICES $WORKERS; do renew "$p" || return; done; }

# Waits until no release is under way, the old tasks' standing by included: in prod an hour after the last. All deployments of
# the account are meant, which holds one environment: CodeDeploy lists those of an application only by one of its groups.
settled() {
  local left
  while left=$(aws deploy list-deployments \
    --include-only-statuses Created Queued InProgress Ready --query 'length(deployments)' --output text) || return; do
    [ "$left" = 0 ] && return
    echo "$(date +%T)  $left under way"; sleep 60
  done
}

# Old tasks that stand by to go back to, go now: there is no way back to them then
end_waits() {
  local id
  for id in $(aws deploy list-deployments \
    --include-only-statuses InProgress Ready --query 'deployments' --output text); do
    aws deploy continue-deployment --deployment-id "$id" --deployment-wait-type TERMINATION_WAIT && echo "$id"
  done
}

scaled() {
  aws application-autoscaling register-scalable-target --service-namespace ecs --scalable-dimension ecs:service:DesiredCount \
    --resource-id "service/$CLUSTER/$E-$1" "${@:2}" >/dev/null
}
least() {
  aws application-autoscaling describe-scalable-targets --service-namespace ecs --resource-ids "service/$CLUSTER/$E-$1" \
    --query 'ScalableTargets[0].MinCapacity' --output text
}

# No task of these programs, and nothing that starts one: halt orders orders-worker
halt() {
  local p
  for p; do
    scaled "$p" --suspended-state DynamicScalingInSuspended=true,DynamicScalingOutSuspended=true,ScheduledScalingSuspended=true || return
    aws ecs update-service --cluster "$CLUSTER" --service "$E-$p" --desired-count 0 --query 'service.[serviceName,desiredCount]' --output text || return
  done
}

# As many as there are at least, and scaling again: resume orders orders-worker
resume() {
  local p
  for p; do
    aws ecs update-service --cluster "$CLUSTER" --service "$E-$p" --desired-count "$(least "$p")" --query 'service.[serviceName,desiredCount]' --output text || return
    scaled "$p" --suspended-state DynamicScalingInSuspended=false,DynamicScalingOutSuspended=false,ScheduledScalingSuspended=false || return
  done
}

echo "$E in $AWS_REGION, account $ACCOUNT, as $(aws sts get-caller-identity --query Arn --output text)"
grep -q "account: \"$ACCOUNT\"" "$ROOT/infra/environments.ts" ||
  echo "infra/environments.ts knows no such account: is it the right one?" >&2
