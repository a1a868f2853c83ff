/** Tells a person how far the start has come: a line for each step, with how long it took. */
export interface Progress {
  /** Runs a step and shows it when it is done. */
  step<T>(name: string, work: (tell: (note: string) => void) => Promise<T>): Promise<T>;
  say(line: string): void;
}

const clearLine = "\r\u001b[2K";

/** On a terminal the running steps are shown too; in a file only what is done. */
export function createProgress(out: NodeJS.WriteStream): Progress {
  const running = new Map<string, string>();
  const draw = () => {
    if (!out.isTTY || running.size === 0) return;
    const line = [...running].map(([name, note]) => (note ? `${name}: ${note}` : name)).join(" · ");
    out.write(`${clearLine}  … ${line.slice(0, out.columns - 5)}`);
  };
  const print = (line: string) => {
    out.write(`${out.isTTY ? clearLine : ""}${line}\n`);
    draw();
  };
  return {
    say: print,
    async step(name, work) {
      const startedAt = performance.now();
      running.set(name, "");
      draw();
      try {
        const result = await work((note) => {
          running.set(name, note);
          draw();
        });
        running.delete(name);
        print(`  ✔ ${name} ${dim(out, `${((performance.now() - startedAt) / 1000).toFixed(1)} s`)}`);
        return result;
      } catch (error) {
        running.delete(name);
        print(`  ✘ ${name}`);
        throw error;
      }
    },
  };
}

const dim = (out: NodeJS.WriteStream, text: string) => (out.isTTY ? `\u001b[2m${text}\u001b[0m` : text);
