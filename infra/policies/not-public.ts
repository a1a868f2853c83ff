import type { Policy, Violation } from "./policy";
import { ofType, type Resource, refersTo } from "./resources";

const closed = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

const openBuckets = (resources: readonly Resource[]): Violation[] =>
  ofType(resources, "aws_s3_bucket")
    .filter((by) => {
      const block = ofType(resources, "aws_s3_bucket_public_access_block").find(({ config }) =>
        refersTo(config.bucket, by),
      );
      return !closed.every((way) => block?.config[way] === true);
    })
    .map((by) => ({ by, problem: "can be made public" }));

/** The internet may come in at the load balancer's port 443, and nowhere else. */
const openPorts = (resources: readonly Resource[]): Violation[] =>
  ofType(resources, "aws_vpc_security_group_ingress_rule")
    .filter(({ config }) => config.cidr_ipv4 === "0.0.0.0/0" || config.cidr_ipv6 === "::/0")
    .filter(
      ({ config }) =>
        !String(config.security_group_id).includes("groups_load-balancer_") ||
        config.from_port !== 443 ||
        config.to_port !== 443,
    )
    .map((by) => ({ by, problem: "lets the internet in" }));

const facing: Record<string, (config: Record<string, unknown>) => boolean> = {
  aws_apigatewayv2_api: () => true,
  aws_cloudfront_distribution: () => true,
  aws_db_instance: ({ publicly_accessible }) => publicly_accessible !== false,
  aws_subnet: ({ map_public_ip_on_launch }) => map_public_ip_on_launch !== false,
  aws_lb: ({ internal }) => internal !== true,
  aws_lambda_function_url: () => true,
  aws_security_group: ({ ingress, egress }) => ingress !== undefined || egress !== undefined,
};

/** Nothing is reached from the internet but what is meant to be. */
export const notPublic: Policy = {
  name: "not-public",
  remedy:
    "close it; only the load balancer, CloudFront and API Gateway face the internet, each by an exception that says why",
  violations: (resources) => [
    ...openBuckets(resources),
    ...openPorts(resources),
    ...resources
      .filter(({ type, config }) => facing[type]?.(config))
      .map((by) => ({ by, problem: "may face the internet" })),
  ],
};
