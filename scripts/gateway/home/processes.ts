import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { z } from "zod";

const port = z.number().int().nullable();

/** What we read of `run.json`: see the shop's `LocalShop`. */
const RunFile = z.object({
  processes: z.array(
    z.object({
      name: z.string(),
      /** Of a container: its name among its neighbours, and then there is no process id. */
      host: z.string().default("127.0.0.1"),
      pid: z.number().default(0),
      port,
      internalPort: port,
    }),
  ),
  endpoints: z.record(z.string(), z.string()),
});

export interface ProcessState {
  name: string;
  host: string;
  pid: number;
  port: number | null;
  internalPort: number | null;
  answers: boolean;
}

export interface RunningParts {
  processes: ProcessState[];
  /** Where the databases and what plays AWS listen. */
  endpoints: Readonly<Record<string, string>>;
}

const withinMs = 1_000;

/** What runs by the shop's own account, and whether each answers now. Undefined while the shop is starting. */
export async function lookAtProcesses(runFile: string): Promise<RunningParts | undefined> {
  const read = await readRunFile(runFile);
  if (read === undefined) return undefined;
  const { processes, endpoints } = read;
  const states = processes.map(async (process) => ({ ...process, answers: await answers(process) }));
  return { processes: await Promise.all(states), endpoints };
}

type Asked = Omit<ProcessState, "answers">;

/** What runs by the shop's own account, unasked. None while the shop is starting. */
export const readProcesses = async (runFile: string): Promise<readonly Asked[]> =>
  (await readRunFile(runFile))?.processes ?? [];

async function readRunFile(runFile: string): Promise<z.infer<typeof RunFile> | undefined> {
  const text = await readFile(runFile, "utf8").catch(() => undefined);
  return text === undefined ? undefined : RunFile.parse(JSON.parse(text));
}

/** By its health where it has one; else by its port, or at the least by being there. */
function answers({ name, host, pid, port, internalPort }: Asked): Promise<boolean> | boolean {
  if (internalPort !== null) return isHealthy(`http://${host}:${internalPort}/health/live`);
  if (port !== null) return accepts(host, port);
  return name !== "" && isAlive(pid);
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: withinMs });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
