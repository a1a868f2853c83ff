import { createHash } from "node:crypto";
import type { CancellationReason, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { AwsJsonError, type Json } from "../aws-json";
import type { RunOperation } from "../level-emulator";
import { entries, prefixes, type Store } from "./store";
import { WriteBatch } from "./write-batch";

/** How long a client request token is remembered, as DynamoDB does. */
const tokenLifetimeMs = 10 * 60_000;

const operations = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  // An update that changes nothing: its condition is what counts, and what it would write is thrown away.
  ConditionCheck: "UpdateItem",
} as const;

interface Action {
  kind: keyof typeof operations;
  input: Json & { TableName: string };
}

/** `TransactWriteItems` over dynalite. The caller sees to it that nothing else writes meanwhile. */
export class Transactions {
  readonly #store: Store;
  readonly #run: RunOperation<Store>;

  constructor(store: Store, run: RunOperation<Store>) {
    this.#store = store;
    this.#run = run;
  }

  async write(input: Json): Promise<Json> {
    const actions = actionsOf(input.TransactItems as TransactWriteItem[] | undefined);
    const token = input.ClientRequestToken as string | undefined;
    const digest = createHash("sha256").update(JSON.stringify(input.TransactItems)).digest("hex");
    if (token && this.#isReplay(token, digest)) return {};
    await this.#refuseRepeatedItems(actions);

    const batch = new WriteBatch(this.#store, "on-commit");
    const reasons: CancellationReason[] = [];
    for (const action of actions) reasons.push(await this.#attempt(action, batch));
    if (reasons.some(({ Code }) => Code !== "None")) throw cancelled(reasons);

    // The token commits with the changes: a client that retries after a crash finds it exactly when they are there.
    const key = prefixes.transactions + token;
    await batch.commit(...(token ? [{ type: "put", key, value: { digest, at: Date.now() } } as const] : []));
    return {};
  }

  /** Forgets tokens that are past their lifetime. */
  async forgetOldTokens(): Promise<void> {
    const before = Date.now() - tokenLifetimeMs;
    for (const [key, { at }] of await entries(this.#store, prefixes.transactions)) {
      if (Number(at) < before) await this.#store.db.del(key);
    }
  }

  #isReplay(token: string, digest: string): boolean {
    const found = this.#store.db.getSync(prefixes.transactions + token);
    if (!found || Number(found.at) < Date.now() - tokenLifetimeMs) return false;
    if (found.digest === digest) return true;
    const message = "The request parameters do not match those of the original request with this token.";
    throw new AwsJsonError("IdempotentParameterMismatchException", message);
  }

  async #refuseRepeatedItems(actions: Action[]): Promise<void> {
    const seen = new Set<string>();
    for (const { input } of actions) {
      const names = await keyNames(this.#run, this.#store, input.TableName);
      const key = (input.Key ?? input.Item) as Json;
      const item = JSON.stringify([input.TableName, ...names.map((name) => key[name])]);
      if (seen.has(item)) throw invalid("Transaction request cannot include multiple operations on one item");
      seen.add(item);
    }
  }

  async #attempt({ kind, input }: Action, batch: WriteBatch): Promise<CancellationReason> {
    const { ReturnValuesOnConditionCheckFailure: wanted, ...rest } = input;
    const into = kind === "ConditionCheck" ? new WriteBatch(this.#store, "on-commit") : batch;
    try {
      await this.#run(operations[kind], rest, into.view);
      return { Code: "None" };
    } catch (error) {
      if (!(error instanceof AwsJsonError)) throw error;
      switch (error.type) {
        case "ConditionalCheckFailedException": {
          const item = wanted === "ALL_OLD" ? into.itemBefore : undefined;
          const reason = { Code: "ConditionalCheckFailed", Message: "The conditional request failed" };
          return item ? { ...reason, Item: item as CancellationReason["Item"] } : reason;
        }
        case "ValidationException":
          return { Code: "ValidationError", Message: error.message };
        default:
          throw error;
      }
    }
  }
}

/** The names of a table's key attributes. */
export async function keyNames(run: RunOperation<Store>, store: Store, table: string): Promise<string[]> {
  const { Table } = (await run("DescribeTable", { TableName: table }, store)) as {
    Table: { KeySchema: { AttributeName: string }[] };
  };
  return Table.KeySchema.map((key) => key.AttributeName);
}

function actionsOf(items: TransactWriteItem[] = []): Action[] {
  if (items.length < 1 || items.length > 100) {
    const rule = "Member must have length less than or equal to 100 and greater than or equal to 1";
    throw invalid(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: ${rule}`,
    );
  }
  return items.map((item) => {
    const [entry, ...others] = Object.entries(item);
    if (!entry || others.length > 0 || !(entry[0] in operations)) {
      throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    return { kind: entry[0] as Action["kind"], input: entry[1] as Action["input"] };
  });
}

const invalid = (message: string) => new AwsJsonError("ValidationException", message);

function cancelled(reasons: CancellationReason[]): AwsJsonError {
  const codes = reasons.map(({ Code }) => Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new AwsJsonError("TransactionCanceledException", message, { CancellationReasons: reasons });
}
