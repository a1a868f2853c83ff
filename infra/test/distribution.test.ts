import { runInNewContext } from "node:vm";
import { mediaPrefix, routeTable } from "../../packages/contracts/src/route-table";
import { findPicture, forgetAsker, nameCaller } from "../constructs/viewer-functions";
import { resources } from "./synthesized";

type Config = Record<string, unknown>;
const made = (type: string) => resources("prod", "edge", type).map(({ config }) => config);
const [distribution] = made("aws_cloudfront_distribution") as [Config];
const behaviours = distribution.ordered_cache_behavior as Config[];

test("CloudFront sends the API and each page of the route table to the load balancer, pictures and all else to buckets", () => {
  const origins = behaviours.map(
    ({ path_pattern, target_origin_id }) => `${path_pattern} -> ${target_origin_id}`,
  );

  const pages = routeTable.flatMap((entry) => ("pages" in entry ? entry.pages : []));
  expect(origins).toEqual([
    `${mediaPrefix}/* -> images`,
    "/api/* -> api",
    ...pages.flatMap((page) => [`${page} -> api`, `${page}/* -> api`]),
  ]);
  expect(Object(distribution.default_cache_behavior).target_origin_id).toBe("storefront");
});

test("CloudFront keeps no answer that does not say so, and none for another token than it was given to", () => {
  const [policy] = made("aws_cloudfront_cache_policy") as [Config];

  const { headers_config, query_strings_config } = Object(
    policy.parameters_in_cache_key_and_forwarded_to_origin,
  );
  expect(policy).toMatchObject({ min_ttl: 0, default_ttl: 0 });
  expect(headers_config.headers.items).toContain("Authorization");
  expect(query_strings_config.query_string_behavior).toBe("all");
  for (const { target_origin_id: origin, cache_policy_id: id } of behaviours) {
    expect(String(id).includes("aws_cloudfront_cache_policy")).toBe(origin === "api");
  }
});

test("CloudFront keeps no error that passes", () => {
  const kept = (distribution.custom_error_response as Config[]).map(
    ({ error_code, error_caching_min_ttl }) => [error_code, error_caching_min_ttl],
  );

  expect(kept).toEqual([500, 502, 503, 504].map((code) => [code, 0]));
});

test("CloudFront takes TLS 1.2 and newer, and sends on by TLS", () => {
  expect(distribution.viewer_certificate).toMatchObject({ minimum_protocol_version: "TLSv1.2_2021" });
  expect(JSON.stringify(distribution.origin)).toContain('"origin_protocol_policy":"https-only"');
  for (const behaviour of [...behaviours, distribution.default_cache_behavior]) {
    expect(behaviour).toMatchObject({ viewer_protocol_policy: "redirect-to-https" });
  }
});

test("CloudFront notes no query, where guests' links have their tokens", () => {
  const [delivery] = made("aws_cloudwatch_log_delivery") as [Config];

  expect(delivery.record_fields).toContain("cs-uri-stem");
  expect(JSON.stringify(delivery.record_fields)).not.toMatch(/query|Cookie|Referer/);
});

const run = (code: string, event: object) => runInNewContext(`${code}; handler(event)`, { event });

test("CloudFront says who asks, whatever the caller says himself", () => {
  const request = { headers: { "x-shop-caller": { value: "192.0.2.99" } } };

  const sent = run(nameCaller, { request, viewer: { ip: "198.51.100.7" } });

  expect(sent.headers["x-shop-caller"]).toEqual({ value: "198.51.100.7" });
});

test("CloudFront finds a picture by its path", () => {
  expect(run(findPicture, { request: { uri: `${mediaPrefix}/products/a.webp` } }).uri).toBe(
    "/products/a.webp",
  );
});

test.each([
  ["public, max-age=60", []],
  ["private, no-store", ["x-request-id", "ratelimit"]],
  [undefined, ["x-request-id", "ratelimit"]],
])(
  "CloudFront: of an answer with the Cache-Control %s the headers of its request stay: %j",
  (control, stay) => {
    const headers: Record<string, { value: string }> = {
      "x-request-id": { value: "a" },
      ratelimit: { value: "b" },
    };
    if (control) headers["cache-control"] = { value: control };

    const answer = run(forgetAsker, { response: { headers } });

    expect(Object.keys(answer.headers).filter((name) => name !== "cache-control")).toEqual(stay);
  },
);
