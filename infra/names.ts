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
