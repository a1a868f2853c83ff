import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Exchange, ExchangeWatcher, RunningProxy } from "./exchange";
import {
  nameStatement,
  type PostgresMessage,
  PostgresMessages,
  readBind,
  readParse,
  readQuery,
} from "./postgres-messages";

/**
 * Stands before a PostgreSQL server on a port of its own, shows each statement and its answer to the watcher, and
 * passes both on; without TLS. `url` names the same database, through it.
 */
export async function startPostgresProxy(
  target: string,
  watcher: ExchangeWatcher,
): Promise<RunningProxy & { url: string }> {
  const { hostname, port: targetPort } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(targetPort), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay());
      socket.on("error", () => socket.destroy());
    }
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    relay(client, upstream, watcher);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = new URL(target);
  url.port = String(port);
  return {
    port,
    url: url.href,
    async stop() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function relay(client: Socket, upstream: Socket, watcher: ExchangeWatcher): void {
  const line = new Line(watcher, {
    toServer: (bytes) => upstream.write(bytes),
    toClient: (bytes) => client.write(bytes),
  });
  const [asked, answers] = [new PostgresMessages(), new PostgresMessages()];
  client.once("data", (startup: Buffer) => {
    // The first message has no type; what follows waits for its answer.
    upstream.write(startup);
    client.on("data", (chunk: Buffer) => {
      for (const message of asked.take(chunk)) line.fromClient(message);
    });
  });
  upstream.on("data", (chunk: Buffer) => {
    for (const message of answers.take(chunk)) line.fromServer(message);
  });
}

interface Ends {
  toServer: (bytes: Buffer) => void;
  toClient: (bytes: Buffer) => void;
}

/** One connection. An exchange is all up to a Sync (or a Query), and all that is answered up to ReadyForQuery. */
class Line {
  readonly #watcher: ExchangeWatcher;
  readonly #ends: Ends;
  readonly #statements = new Map<string, string>();
  /** Sent whole, and not yet answered whole. */
  readonly #open: Exchange[] = [];
  #unsent: Buffer[] = [];
  #text = "";
  #name = "";
  #answer: Buffer[] = [];
  #transaction: object | undefined;
  #sending = Promise.resolve();
  #passing = Promise.resolve();

  constructor(watcher: ExchangeWatcher, ends: Ends) {
    this.#watcher = watcher;
    this.#ends = ends;
  }

  fromClient(message: PostgresMessage): void {
    this.#read(message);
    this.#unsent.push(message.bytes);
    if ("PBDEC".includes(message.type)) return;
    const bytes = Buffer.concat(this.#unsent);
    this.#unsent = [];
    if (message.type !== "S" && message.type !== "Q") {
      // A flush, a password, the end: no statement runs by it.
      this.#sending = this.#sending.then(() => this.#ends.toServer(bytes));
      return;
    }
    const exchange = { name: `postgres ${this.#name}`, text: this.#text, transaction: this.#transaction };
    this.#text = "";
    this.#sending = this.#sending.then(async () => {
      await this.#watcher.asked(exchange);
      this.#open.push(exchange);
      this.#ends.toServer(bytes);
    });
  }

  fromServer({ type, bytes }: PostgresMessage): void {
    const [exchange] = this.#open;
    if (!exchange) {
      this.#passing = this.#passing.then(() => this.#ends.toClient(bytes));
      return;
    }
    this.#answer.push(bytes);
    if (type !== "Z") return;
    this.#open.shift();
    // ReadyForQuery tells whether a transaction is open: I is for idle.
    this.#transaction = bytes.at(5) === "I".charCodeAt(0) ? undefined : (this.#transaction ?? {});
    const answer = Buffer.concat(this.#answer);
    this.#answer = [];
    this.#passing = this.#passing.then(async () => {
      await this.#watcher.answered(exchange, answer.toString("latin1"));
      this.#ends.toClient(answer);
    });
  }

  #read(message: PostgresMessage): void {
    this.#text += message.bytes.toString("latin1");
    if (message.type === "Q") this.#name = nameStatement(readQuery(message), []);
    if (message.type === "P") {
      const { statement, sql } = readParse(message);
      this.#statements.set(statement, sql);
    }
    if (message.type === "B") {
      const { statement, values } = readBind(message);
      this.#name = nameStatement(this.#statements.get(statement) ?? "", values);
    }
  }
}
