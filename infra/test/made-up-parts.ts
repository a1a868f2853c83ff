import { buckets, queues, tables } from "../../packages/contracts/src/resources";
import { serviceNames } from "../../packages/contracts/src/route-table";
import type { Environment } from "../environments";
import { dataClasses } from "../stacks/foundation-stack";
import type { GrantParts } from "../stacks/grants";
import { secretNames } from "../stacks/secrets";

const each = <Name extends string, Value>(names: readonly string[], make: (name: string) => Value) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;

/** What other stacks tell of their things, with words that can be recognised in place of what AWS gives out. */
export function madeUpParts(environment: Environment): GrantParts {
  const thing = (kind: string) => (name: string) => ({
    name,
    arn: `${kind}/${name}`,
    url: `${kind}/${name}`,
  });
  const { name } = environment;
  return {
    environment,
    keys: each(dataClasses, (dataClass) => `key-of-${dataClass}`),
    flags: { applicationId: "app", environmentId: "env", profileId: "flags" },
    data: {
      database: {
        ...{ address: "postgres", replicaAddress: "replica", masterSecretArn: "master" },
        ...{ resourceId: "primary", replicaResourceId: "replica" },
      },
      cache: {
        address: "valkey",
        arn: "valkey",
        userArns: each(serviceNames, (service) => `user/${service}`),
      },
      tables: each(Object.keys(tables), thing("table")),
      secrets: each(secretNames, (secret) => `secret/${secret}`),
      buckets: each([...Object.keys(buckets), "storefront", "releases", "access-logs"], thing("bucket")),
    },
    messaging: {
      eventsTopicArn: "topic/events",
      queues: each(Object.keys(queues), thing("queue")),
      inventoryStream: thing("stream")("inventory"),
      mail: { configurationSet: `${name}-mail`, identityArn: "identity/mail", dkimTokens: [] },
    },
  };
}
