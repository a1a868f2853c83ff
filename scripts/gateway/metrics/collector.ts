import { readProcesses } from "../home/processes";
import { increaseOf, type Series, samplesIn, seriesOf } from "./series-rules";

/** Where the values of a series go. */
export interface Sink {
  /** `increase`: what came to a counter since the last time. */
  add(value: number, increase: number): void;
}

export interface Watcher {
  /** Asked once for each series of each process. */
  sinksFor(series: Series): readonly Sink[];
  /** All processes have told what they have, `seconds` after the time before. */
  collected(at: number, seconds: number): void;
}

interface Watched {
  last: number;
  readonly sinks: readonly Sink[];
}

export interface Collector {
  /** Asks every process once. */
  collect(): Promise<void>;
  stop(): void;
}

const withinMs = 2_000;
/** No program of the shop says as much. */
const mostBytes = 8_000_000;

/** Reads what the shop's programs say at /metrics, every `everyMs`, for those who watch. */
export function startCollector(runFile: string, watchers: readonly Watcher[], everyMs: number): Collector {
  const processes = new Map<string, Map<string, Watched>>();
  let isFirst = true;
  let lastAt = Date.now();
  let running: Promise<void> | undefined;

  const watch = (written: string, value: number, isNewProcess: boolean): Watched => {
    const series = seriesOf(written);
    // What was there before anybody looked is no increase; what a process that came later says, is.
    const last = isFirst && isNewProcess ? value : 0;
    return { last, sinks: watchers.flatMap((watcher) => watcher.sinksFor(series)) };
  };

  const take = (id: string, text: string): void => {
    const known = processes.get(id);
    const series = known ?? new Map<string, Watched>();
    processes.set(id, series);
    for (const [written, value] of samplesIn(text)) {
      let one = series.get(written);
      if (!one) {
        one = watch(written, value, known === undefined);
        series.set(written, one);
      }
      if (one.sinks.length === 0) continue;
      const increase = increaseOf(value, one.last);
      one.last = value;
      for (const sink of one.sinks) sink.add(value, increase);
    }
  };

  const collectAll = async (): Promise<void> => {
    const asked = (await readProcesses(runFile)).filter(({ internalPort }) => internalPort !== null);
    const present = new Set(asked.map(({ name, pid }) => `${name} ${pid}`));
    for (const id of processes.keys()) if (!present.has(id)) processes.delete(id);
    const said = asked.map(async ({ name, pid, host, internalPort }) => {
      const text = await metricsOf(`http://${host}:${internalPort}/metrics`);
      if (text !== undefined) take(`${name} ${pid}`, text);
      return text !== undefined;
    });
    const answered = await Promise.all(said);
    const at = Date.now();
    for (const watcher of watchers) watcher.collected(at, (at - lastAt) / 1_000);
    lastAt = at;
    if (answered.some(Boolean)) isFirst = false;
  };

  const collect = (): Promise<void> => {
    running ??= collectAll().finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => void collect().catch(() => {}), everyMs);
  timer.unref();
  return { collect, stop: () => clearInterval(timer) };
}

/** Undefined where a process does not answer, or has no metrics. */
async function metricsOf(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    if (!answer.ok) {
      await answer.body?.cancel();
      return undefined;
    }
    const text = await answer.text();
    return text.length > mostBytes ? undefined : text;
  } catch {
    return undefined;
  }
}
