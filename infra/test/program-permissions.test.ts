import { queues } from "../../packages/contracts/src/resources";
import { environments } from "../environments";
import type { Program } from "../stacks/program";
import { permissionsOf, programs } from "../stacks/program-permissions";
import { environmentOf } from "../stacks/task-environment";
import { neverMade, withoutCall } from "./call-exceptions";
import { actionsInCode } from "./code-calls";
import { madeUpParts } from "./made-up-parts";

/** In which role each file of a program runs. */
const fileNames: Record<string, (service: string) => string> = {
  main: (service) => service,
  handler: (service) => service,
  worker: (service) => `${service}-worker`,
  migrate: (service) => `${service}-migration`,
  import: (service) => `${service}-migration`,
  keys: (service) => `${service}-migration`,
  "create-account": (service) => `${service}-migration`,
  "create-database": (service) => `${service}-database`,
  recount: (service) => `${service}-recount`,
};

const parts = madeUpParts(environments.prod);
const statementsOf = (program: Program) => permissionsOf(program, parts);
const isOfKey = (action: string) => action.startsWith("kms:");
const allowed = (program: Program) =>
  new Set(statementsOf(program).flatMap(({ actions }) => actions.filter((action) => !isOfKey(action))));

const inCode = new Map<string, Set<string>>();

beforeAll(async () => {
  for (const [file, actions] of await actionsInCode()) {
    const [, service = "", name = ""] = /^services\/([^/]+)\/src\/([^/]+)\.ts$/.exec(file) ?? [];
    const program = fileNames[name]?.(service);
    if (!program) throw new Error(`Say in this test in whose role ${file} runs.`);
    inCode.set(program, new Set([...(inCode.get(program) ?? []), ...actions]));
  }
});

test("every program has a role that its permissions are for", () => {
  const known = programs.filter((program) => !program.endsWith("-database") || inCode.has(program));

  expect([...inCode.keys()].sort()).toEqual([...known].sort());
});

describe.each(programs)("%s", (program) => {
  test("may make every call in its code, and is allowed nothing that it does not call", () => {
    const calls = inCode.get(program) ?? new Set();
    const may = allowed(program);

    const faults = [
      ...[...calls]
        .filter((call) => !may.has(call) && !neverMade[program]?.[call])
        .map(
          (call) => `The code of ${program} needs ${call}: allow it in infra/stacks/program-permissions.ts.`,
        ),
      ...[...may]
        .filter((action) => !calls.has(action) && !withoutCall[program]?.[action])
        .map(
          (action) => `${program} is allowed ${action} and never calls it: take it out of its permissions.`,
        ),
    ];
    expect(faults).toEqual([]);
  });

  test("has no exception that it does not need", () => {
    const calls = inCode.get(program) ?? new Set();
    const may = allowed(program);

    const idle = [
      ...Object.keys(neverMade[program] ?? {}).filter((call) => !calls.has(call) || may.has(call)),
      ...Object.keys(withoutCall[program] ?? {}).filter((action) => calls.has(action) || !may.has(action)),
    ].filter(() => inCode.has(program));

    expect(idle).toEqual([]);
  });

  test("uses keys through the services whose things it may use, and through no others", () => {
    const withKeys =
      /^(dynamodb|kinesis|s3|secretsmanager|sns|sqs):(?!GetQueueAttributes|DeleteObject|ListBucket)/;

    const used = [...allowed(program)]
      .filter((action) => withKeys.test(action))
      .map((action) => action.split(":")[0]);
    const statements = statementsOf(program).filter(({ actions }) => actions.every(isOfKey));

    const through = statements.flatMap(({ conditions = [] }) =>
      conditions.map(([, , service]) => service?.split(".")[0]),
    );
    expect(new Set(through)).toEqual(new Set(used));
    for (const { conditions, resources } of statements) {
      expect(conditions).toEqual([
        ["StringEquals", "kms:ViaService", expect.stringMatching(/\.eu-west-1\./)],
      ]);
      expect(resources).toEqual([expect.stringMatching(/^key-of-/)]);
    }
  });

  test("is allowed nothing on every resource, but X-Ray's actions, which know none", () => {
    const wide = statementsOf(program).filter(({ resources }) => resources?.some((one) => one === "*"));

    expect(wide.flatMap(({ actions }) => actions).filter((action) => !action.startsWith("xray:"))).toEqual(
      [],
    );
  });
});

test("who reads secrets itself may read those that it is told of, and no others", () => {
  const { secrets } = environmentOf("notifications", parts);

  const read = statementsOf("notifications").filter(({ actions }) =>
    actions.includes("secretsmanager:GetSecretValue"),
  );

  expect(read.flatMap(({ resources = [] }) => resources)).toEqual(Object.values(secrets));
});

test("every queue of the shop's is taken from by one program", () => {
  const ours = Object.entries(queues).filter(([, declaration]) => !("isOthers" in declaration));

  for (const [name] of ours) {
    const takers = programs.filter((program) =>
      statementsOf(program).some(
        ({ actions, resources }) =>
          actions.includes("sqs:ReceiveMessage") &&
          resources?.includes(parts.messaging.queues[name as "reviews"].arn),
      ),
    );

    expect({ name, takers }).toEqual({ name, takers: [expect.anything()] });
  }
});

test("only catalog signs in to the replica, and everybody as the service's own user but who makes it", () => {
  const users = programs.flatMap((program) =>
    statementsOf(program)
      .filter(({ actions }) => actions.includes("rds-db:connect"))
      .map(
        ({ resources = [] }) => `${program}: ${resources.map((one) => one.split("dbuser:")[1]).join(" ")}`,
      ),
  );

  expect(users).toEqual([
    "users: primary/users",
    "users-worker: primary/users",
    "catalog: primary/catalog replica/catalog",
    "catalog-worker: primary/catalog",
    "orders: primary/orders",
    "orders-worker: primary/orders",
    "users-migration: primary/users",
    "catalog-migration: primary/catalog",
    "orders-migration: primary/orders",
    "users-database: primary/shopeasy_master",
    "catalog-database: primary/shopeasy_master",
    "orders-database: primary/shopeasy_master",
  ]);
});
