import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** Listens and takes nobody in, until it is told to: then it passes on what comes. */
const program = `
  const { writeSync, readSync } = require("node:fs");
  const { connect, createServer } = require("node:net");
  const [target] = process.argv.slice(1);
  const server = createServer((socket) => {
    const upstream = connect(Number(target), "127.0.0.1");
    for (const end of [socket, upstream]) end.on("error", () => end.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    writeSync(1, server.address().port + "\\n");
    readSync(0, Buffer.alloc(1));
  });`;

export interface BlackHole {
  url: string;
  /** From now on it leads to the target, also for those that still try to connect. */
  open: () => void;
  stop: () => Promise<void>;
}

/** A port before `targetPort` that swallows whoever connects, as a wall that drops packets does. */
export async function startBlackHole(targetPort: number): Promise<BlackHole> {
  const child = spawn(process.execPath, ["-e", program, String(targetPort)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const port = Number(line);
  const waiting = await fillBacklog(port);
  return {
    url: `http://127.0.0.1:${port}`,
    open() {
      for (const socket of waiting) socket.destroy();
      child.stdin.write("!");
    },
    async stop() {
      for (const socket of waiting) socket.destroy();
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** The system itself connects those that fit into the queue of the unaccepted. Only then is nobody let in. */
async function fillBacklog(port: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let isFull = false; !isFull; ) {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    sockets.push(socket);
    const signal = AbortSignal.timeout(500);
    isFull = await once(socket, "connect", { signal }).then(
      () => false,
      () => true,
    );
  }
  return sockets;
}
