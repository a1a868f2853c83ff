import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** How often it is seen whether the port has become free: in between, who connects is refused and asks again. */
const tryEveryMs = 2;

/**
 * Listens on the port of a process that has gone, and passes connections on to the one that took its place: the other
 * programs were told that address when they started.
 */
export class StandIn {
  readonly #server = createServer({ allowHalfOpen: true }, (socket) => this.#passOn(socket));
  readonly #open = new Set<Socket>();
  readonly #closed = new AbortController();

  constructor(
    readonly port: number,
    private target: number,
  ) {
    this.#server.unref();
  }

  /** Of connections that are opened from now on. */
  leadTo(target: number): void {
    this.target = target;
  }

  /** Listens as soon as nobody else does; resolves then, or once it is closed. */
  async take(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      this.#server.listen(this.port, "127.0.0.1");
      const isListening = await once(this.#server, "listening", { signal }).then(
        () => true,
        () => false,
      );
      if (isListening) return;
      await pause(tryEveryMs);
    }
  }

  close(): void {
    this.#closed.abort();
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #passOn(socket: Socket): void {
    const onward = connect({ port: this.target, host: "127.0.0.1", allowHalfOpen: true });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      this.#open.add(one);
      one.setNoDelay(true).pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.#open.delete(one);
        other.destroy();
      });
    }
  }
}
