import { recordingPosition, runAt } from "./position";
import { type Query, recordQuery } from "./recorded-query";

type AnyFunction = (...args: unknown[]) => unknown;
type Scope = "begin" | "savepoint";
type Client = AnyFunction & Record<Scope | "unsafe" | "file" | "reserve", AnyFunction>;

/** See `captureSql`. */
export function recordQueriesOf<S extends object>(sql: S, name: string): S {
  const client = sql as unknown as Client;

  const captured: Record<PropertyKey, unknown> = {
    unsafe: (text: string, ...rest: unknown[]) =>
      recordQuery(client.unsafe(text, ...rest) as Query, name, text),
    file: (path: string, ...rest: unknown[]) =>
      recordQuery(client.file(path, ...rest) as Query, name, "file"),
    begin: (...args: unknown[]) => recordScope(client, "begin", args, name),
    savepoint: (...args: unknown[]) => recordScope(client, "savepoint", args, name),
    reserve: async () => recordQueriesOf((await client.reserve()) as object, name),
  };

  return new Proxy(sql, {
    apply(target, self, args: unknown[]) {
      const made = Reflect.apply(target as unknown as AnyFunction, self, args);
      const [strings] = args;
      return isTemplate(strings) ? recordQuery(made as Query, name, strings) : made;
    },
    get(target, property) {
      const own = Reflect.get(target, property);
      return own !== undefined && Object.hasOwn(captured, property) ? captured[property] : own;
    },
  });
}

const SCOPE_NAMES = { begin: "transaction", savepoint: "savepoint" } as const satisfies Record<Scope, string>;

/** A transaction is a part with its queries in it, so that the time of BEGIN and COMMIT shows. */
async function recordScope(client: Client, scope: Scope, args: unknown[], name: string): Promise<unknown> {
  const work = args.at(-1) as AnyFunction;
  const run = () => client[scope](...args.slice(0, -1), (tx: object) => work(recordQueriesOf(tx, name)));

  const here = recordingPosition();
  const node = here?.trace.open(here.node, SCOPE_NAMES[scope]);
  if (!here || !node) {
    return run();
  }
  const { trace } = here;
  try {
    const result = await runAt({ trace, node }, run);
    trace.closeSubsegment(node);
    return result;
  } catch (error) {
    trace.closeSubsegment(node, error);
    throw error;
  }
}

function isTemplate(strings: unknown): strings is TemplateStringsArray {
  return Array.isArray(strings) && "raw" in strings;
}
