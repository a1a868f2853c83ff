import { createRequire } from "node:module";
import { AwsJsonError, type Json } from "./aws-json";
import { isPlain } from "./plain-input";

type Callback = (error: (Error & { body?: EmulatorError }) | null, output?: unknown) => void;
type Action<Store> = (store: Store, input: Json, callback: Callback) => void;

interface Operation<Store> {
  action: Action<Store>;
  rules: { types: Json; custom?: unknown };
}

interface EmulatorError extends Json {
  __type: string;
  message?: string;
  Message?: string;
}

interface Validations {
  checkTypes: (input: Json, types: Json) => Json;
  checkValidations: (input: Json, types: Json, custom: unknown, store: unknown) => void;
}

export type RunOperation<Store> = (operation: string, input: Json, store: Store) => Promise<unknown>;

/**
 * dynalite and kinesalite are built alike: a store on LevelDB, and for each operation a file of validations and a
 * file of what it does. Their HTTP servers hide the store, which transactions and clean closing need, so we call
 * the operations ourselves. Their versions are pinned in package.json.
 */
export function operationsOf<Store>(emulator: "dynalite" | "kinesalite"): RunOperation<Store> {
  const load = createRequire(__filename);
  const validations = load(`${emulator}/validations`) as Validations;
  const known = new Map<string, Operation<Store>>();

  const find = (operation: string): Operation<Store> => {
    if (!/^[A-Z][A-Za-z]+$/.test(operation)) throw unknownOperation();
    const file = operation.charAt(0).toLowerCase() + operation.slice(1);
    try {
      const action = load(`${emulator}/actions/${file}`) as Action<Store>;
      const rules = load(`${emulator}/validations/${file}`) as Operation<Store>["rules"];
      known.set(operation, { action, rules });
      return { action, rules };
    } catch {
      throw unknownOperation();
    }
  };

  return async (operation, input, store) => {
    const { action, rules } = known.get(operation) ?? find(operation);
    try {
      // Their check takes ten times what the glance does, and most input passes that.
      const checked = isPlain(input, rules.types) ? input : validations.checkTypes(input, rules.types);
      validations.checkValidations(checked, rules.types, rules.custom, store);
      return await new Promise((resolve, reject) => {
        action(store, checked, (error, output) => (error ? reject(error) : resolve(output)));
      });
    } catch (error) {
      throw translated(error);
    }
  };
}

function unknownOperation(): AwsJsonError {
  return new AwsJsonError("UnknownOperationException", "The embedded cloud does not know this operation.");
}

function translated(error: unknown): unknown {
  if (!(error instanceof Error && "body" in error)) return error;
  const { __type, message, Message, ...extras } = error.body as EmulatorError;
  const type = __type.split("#").at(-1) ?? __type;
  return new AwsJsonError(type, message ?? Message ?? type, extras);
}
