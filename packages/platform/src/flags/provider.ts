import type { FlagdCore } from "@openfeature/flagd-core";
import {
  ErrorCode,
  type EvaluationContext,
  type FlagValue,
  type FlagValueType,
  type JsonValue,
  type Provider,
  type ResolutionDetails,
} from "@openfeature/server-sdk";

/** OpenFeature's door to the configuration that is in use: flagd's evaluator, which is handed each new one whole. */
export class FlagsProvider implements Provider {
  readonly metadata = { name: "shop-flags" };
  readonly runsOn = "server";
  #core: FlagdCore | undefined;

  use(core: FlagdCore): void {
    this.#core = core;
  }

  async resolveBooleanEvaluation(flag: string, byDefault: boolean, context: EvaluationContext) {
    return this.#resolve("boolean", flag, byDefault, context);
  }

  async resolveStringEvaluation(flag: string, byDefault: string, context: EvaluationContext) {
    return this.#resolve("string", flag, byDefault, context);
  }

  async resolveNumberEvaluation(flag: string, byDefault: number, context: EvaluationContext) {
    return this.#resolve("number", flag, byDefault, context);
  }

  async resolveObjectEvaluation<Value extends JsonValue>(
    flag: string,
    byDefault: Value,
    context: EvaluationContext,
  ) {
    return this.#resolve("object", flag, byDefault, context);
  }

  #resolve<Value extends FlagValue>(
    type: FlagValueType,
    flag: string,
    byDefault: Value,
    context: EvaluationContext,
  ): ResolutionDetails<Value> {
    const core = this.#core;
    if (!core) return { value: byDefault, reason: "ERROR", errorCode: ErrorCode.PROVIDER_NOT_READY };
    return core.resolve(type, flag, byDefault, context);
  }
}
