import type { SynthesizedStack } from "../commands/synthesized-stack";
import { environments } from "../environments";
import { nameOf } from "../names";
import { type Resource, resourcesOf } from "../policies/resources";

/** One thing of a stack that is made. */
export interface Thing extends Resource {
  stack: string;
  /** Its name on AWS without what all have before it: `catalog-events`. */
  name: string;
}

/** Where its name stands, whatever it is. */
const nameKeys = ["name", "bucket", "identifier", "replication_group_id", "function_name", "family"];

const outputOf = /cross-stack-reference-input-[\w-]+?\.outputs\.(cross-stack-output-[\w-]+)/;
const addressIn = /\$\{((?:data\.)?\w+\.[\w-]+)\./;

/** Everything of one environment's stacks, and what refers to what across them. */
export class Inventory {
  readonly things: readonly Thing[];
  /** What a stack tells the others: by output, the stack and its expression. */
  readonly #told = new Map<string, { stack: string; value: string }>();
  readonly #byAddress: ReadonlyMap<string, Thing>;
  readonly #byType: ReadonlyMap<string, Thing[]>;

  constructor(stacks: readonly SynthesizedStack[]) {
    this.things = stacks.flatMap((stack) =>
      resourcesOf(stack).map((resource) => ({
        ...resource,
        stack: stack.name,
        name: shortName(stack, resource),
      })),
    );
    this.#byAddress = new Map(this.things.map((thing) => [`${thing.stack} ${thing.address}`, thing]));
    this.#byType = Map.groupBy(this.things, ({ type }) => type);
    for (const { name, json } of stacks) {
      for (const [output, { value }] of Object.entries(json.output ?? {})) {
        this.#told.set(output, { stack: name, value: String(value) });
      }
    }
  }

  ofType(...types: string[]): Thing[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** What an attribute of a stack refers to: there, or in another stack. */
  referred(stack: string, value: unknown): Thing | undefined {
    const text = String(value);
    const told = this.#told.get(outputOf.exec(text)?.[1] ?? "");
    if (told) return this.referred(told.stack, told.value);
    const address = addressIn.exec(text)?.[1]?.replace(/^data\./, "");
    return this.#byAddress.get(`${stack} ${address}`);
  }

  /** The statements of what a role may do, of its own policies. */
  statementsOf(role: Thing | undefined): { actions: string[]; resources: unknown[]; stack: string }[] {
    return this.ofType("aws_iam_role_policy")
      .filter(({ stack, config }) => role && this.referred(stack, config.role) === role)
      .flatMap(({ stack, config }) => {
        const document = this.referred(stack, config.policy);
        const statements = (document?.config.statement ?? []) as {
          actions: string[];
          resources?: unknown[];
        }[];
        return statements.map(({ actions, resources = [] }) => ({ actions, resources, stack }));
      });
  }
}

function shortName({ environment }: SynthesizedStack, { config }: Resource): string {
  const name = nameKeys.map((key) => config[key]).find((value) => typeof value === "string") ?? "";
  const { account } = environments[environment];
  return String(name).replace(nameOf(environments[environment], ""), "").replace(`-${account}`, "");
}
