import { type ChildProcess, fork, type Serializable } from "node:child_process";
import { once } from "node:events";
import { BenchError } from "./bench-error";

/** A process of the bench's own that is told something and answers: the load generator, a floor. */
export interface Companion {
  pid: number;
  tell(message: Serializable): void;
  /**
   * Its next answer.
   * @throws BenchError when it ends before, or takes too long
   */
  answer<Answer>(withinMs: number): Promise<Answer>;
  stop(): Promise<void>;
}

/** It ends by itself when this process does, however that goes. */
export function startCompanion(name: string, program: string): Companion {
  const child = fork(program, {
    // Typed arrays stay what they are.
    serialization: "advanced",
    // A group of its own: Ctrl-C reaches the bench alone, which stops all.
    detached: true,
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "production" },
  });
  return {
    pid: child.pid ?? 0,
    tell: (message) => void child.send(message),
    answer: (withinMs) => answerOf(name, child, withinMs),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function answerOf<Answer>(name: string, child: ChildProcess, withinMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      child.off("message", hear).off("exit", ended);
      finish();
    };
    const hear = (message: unknown) => settle(() => resolve(message as Answer));
    const ended = () => settle(() => reject(new BenchError(`The ${name} ended unexpectedly (see above).`)));
    const timer = setTimeout(
      () => settle(() => reject(new BenchError(`The ${name} did not answer within ${withinMs / 1000} s.`))),
      withinMs,
    );
    child.on("message", hear).on("exit", ended);
  });
}
