/** A question of a program to what it stands on, and its answer: a statement, or a request to another service. */
export interface Exchange {
  /** The same whenever the program asks for the same: `catalog PUT /internal/reservations/{id}`. */
  name: string;
  /** All that it sends, byte for byte (latin1): the ids in it tell whom it is about. */
  text: string;
  /** One object for all statements of one transaction. */
  transaction?: object | undefined;
}

/** Sees what goes through a proxy. What it waits with is held up; what it waits with for ever never arrives. */
export interface ExchangeWatcher {
  /** Before it is forwarded. */
  asked: (exchange: Exchange) => Promise<void>;
  /** After its answer has come, and before it is passed on. */
  answered: (exchange: Exchange, answer: string) => Promise<void>;
}

export interface RunningProxy {
  port: number;
  /** Closes every connection, on both sides. */
  stop: () => Promise<void>;
}
