import { AsyncLocalStorage } from "node:async_hooks";
import type { EventEmitter } from "node:events";

/** What goes along with a request or message through every await, so that no function has to pass it on. */
export interface RequestContext {
  readonly requestId: string;
  readonly traceId?: string;
  /** When the caller stops waiting, in epoch milliseconds. */
  readonly deadline?: number;
  /** Known only once the token is verified, hence the one member that may be set later. */
  principalId?: string;
}

const requests = new AsyncLocalStorage<RequestContext>();

/** Calls `fn` and gives what it returns; all that it starts, now or later, sees `context`. */
export function runWithContext<T>(context: RequestContext, fn: () => T): T {
  return requests.run(context, fn);
}

/** The context of the request or message that is being worked on; undefined at start-up and in sweeps. */
export function currentContext(): RequestContext | undefined {
  return requests.getStore();
}

/** The same function, which keeps today's context (request and trace) whoever calls it later. */
export function keepContext<F extends (...args: never[]) => unknown>(fn: F): F {
  return AsyncLocalStorage.bind(fn);
}

type Listener = (this: unknown, ...args: unknown[]) => void;

/**
 * Listeners that are added to `emitter` from now on keep the context that they were added in. A socket emits `data`
 * and `end` from the connection's own context, which has no request: without this, what streams a body loses it.
 */
export function keepContextOfListeners(emitter: EventEmitter): void {
  for (const [add, addOnce] of [
    ["on", "once"],
    ["addListener", "once"],
    ["prependListener", "prependOnceListener"],
  ] as const) {
    const subscribe = emitter[add].bind(emitter);

    replace(emitter, add, (event, listener) =>
      subscribe(event, remembering(keepContext(listener), listener)),
    );
    replace(emitter, addOnce, (event, listener) => {
      const kept = keepContext(listener);
      const once = remembering(function once(this: unknown, ...args: unknown[]) {
        emitter.removeListener(event, once);
        kept.apply(this, args);
      }, listener);
      return subscribe(event, once);
    });
  }
}

type Subscribe = (event: string | symbol, listener: Listener) => EventEmitter;

function replace(emitter: EventEmitter, method: keyof EventEmitter, subscribe: Subscribe): void {
  Object.defineProperty(emitter, method, { value: subscribe, configurable: true, writable: true });
}

/** node looks for the original under `listener` when a listener is removed. */
function remembering(listener: Listener, original: Listener): Listener {
  return Object.assign(listener, { listener: original });
}
