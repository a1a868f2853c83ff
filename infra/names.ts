import { apiPrefix, type ServiceName } from "../packages/contracts/src/route-table";
import type { Environment } from "./environments";

/**
 * The name of everything on AWS: `shopeasy-prod-catalog-events`. What the shop's programs look for by name
 * (`npm run events -- … --aws --prefix shopeasy-prod-`) begins so, too.
 */
export const nameOf = ({ name }: Pick<Environment, "name">, thing: string): string =>
  `shopeasy-${name}-${thing}`;

/** A bucket's name has to be the only one in the world: `shopeasy-prod-images-333333333333`. */
export const bucketNameOf = (environment: Pick<Environment, "name" | "account">, thing: string): string =>
  nameOf(environment, `${thing}-${environment.account}`);

/** Where Terraform keeps its state: made by the bootstrap template, once for each account. */
export const stateBucketOf = (environment: Pick<Environment, "name" | "account">): string =>
  bucketNameOf(environment, "state");

/** The name of the load balancer, for who calls the API without CloudFront; the shop's own name leads to CloudFront. */
export const apiHostOf = ({ domain }: Pick<Environment, "domain">): string => `api.${domain}`;

/** The name of the API Gateway, for partners. */
export const partnersHostOf = ({ domain }: Pick<Environment, "domain">): string => `partners.${domain}`;

/** The private zone in which the services find each other. */
export const namespaceOf = ({ name }: Pick<Environment, "name">): string => `shopeasy-${name}.internal`;

/** Where a service answers the others. */
export const internalUrlOf = (environment: Pick<Environment, "name">, service: ServiceName): string =>
  `http://${service}.${namespaceOf(environment)}:8081`;

/** Where the public keys of access tokens are. */
export const jwksUrlOf = (environment: Pick<Environment, "name">): string =>
  `http://users.${namespaceOf(environment)}:8080${apiPrefix}/auth/jwks.json`;
