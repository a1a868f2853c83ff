import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

/** Where Node's inspector listens when SIGUSR1 opens it: of one process at a time. */
const usualPort = 9229;
const opensWithinMs = 5_000;
const answersWithinMs = 20_000;

const Targets = z.array(z.object({ webSocketDebuggerUrl: z.url() }));
const Evaluated = z.object({ result: z.object({ value: z.unknown() }) });
const HeapUsage = z.object({
  usedSize: z.number(),
  embedderHeapUsedSize: z.number(),
  backingStorageSize: z.number(),
});

/**
 * Has a Node process collect its garbage, and gives what is left on its heap, buffers included, in MiB; null where it
 * can't be asked, because its inspector is not to be had. The inspector is closed again.
 */
export async function heapAfterGc(pid: number, port = usualPort): Promise<number | null> {
  try {
    // Somebody debugs something here.
    if (await openInspector(port)) return null;
    process.kill(pid, "SIGUSR1");
    const url = await untilInspector(port, true);
    const heap = url ? await collect(url, pid) : null;
    await untilInspector(port, false);
    return heap;
  } catch {
    return null;
  }
}

/** Gives where it is asked, once it is open, or nothing once it is closed; also where that takes too long. */
async function untilInspector(port: number, isOpen: boolean): Promise<string | undefined> {
  let found: string | undefined;
  for (const until = Date.now() + opensWithinMs; Date.now() < until; await pause(20)) {
    found = await openInspector(port);
    if ((found !== undefined) === isOpen) return found;
  }
  return undefined;
}

async function openInspector(port: number): Promise<string | undefined> {
  const response = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined);
  return response && Targets.parse(await response.json())[0]?.webSocketDebuggerUrl;
}

async function collect(url: string, pid: number): Promise<number | null> {
  const socket = new WebSocket(url);
  const ask = asking(socket);
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve, { once: true });
      socket.addEventListener("error", () => reject(new Error("The inspector refused.")), { once: true });
    });
    const evaluated = Evaluated.parse(await ask("Runtime.evaluate", { expression: "process.pid" }));
    if (evaluated.result.value !== pid) return null;
    // What the first one frees may let go of more, as finalizers do.
    for (let times = 0; times < 2; times++) await ask("HeapProfiler.collectGarbage");
    const usage = HeapUsage.parse(await ask("Runtime.getHeapUsage"));
    await ask("Runtime.evaluate", { expression: "void setTimeout(() => process._debugEnd(), 20)" });
    return (usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize) / 2 ** 20;
  } finally {
    socket.close();
  }
}

/** Calls of the inspector's protocol, one after the other. */
function asking(socket: WebSocket) {
  let last = 0;
  return (method: string, params: Record<string, unknown> = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const timer = setTimeout(() => reject(new Error(`${method} was not answered`)), answersWithinMs);
      const hear = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: unknown };
        if (answer.id !== id) return;
        clearTimeout(timer);
        socket.removeEventListener("message", hear);
        resolve(answer.result);
      };
      socket.addEventListener("message", hear);
      socket.send(JSON.stringify({ id, method, params }));
    });
}
