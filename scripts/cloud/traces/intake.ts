/** So many are worked off in a turn of the loop, which reads more: what comes in a burst is not dropped by the socket. */
const perTurn = 8;
const waitingAtMost = 20_000;

/** Takes what comes at once, and works it off a little at a time, so that neither a sender nor the loop waits for it. */
export class Intake {
  #waiting: Buffer[] = [];
  #next = 0;
  #isWorking = false;

  constructor(private readonly work: (datagram: Buffer) => void) {}

  /** What is too much is dropped, as a socket would. */
  take(datagram: Buffer): void {
    if (this.#waiting.length - this.#next >= waitingAtMost) return;
    this.#waiting.push(datagram);
    if (!this.#isWorking) this.#goOn();
  }

  /** Works off all that waits, for who wants to see it. */
  finish(): void {
    this.#workOff(this.#waiting.length);
  }

  #goOn(): void {
    this.#isWorking = true;
    setImmediate(() => {
      this.#workOff(this.#next + perTurn);
      if (this.#waiting.length > 0) this.#goOn();
      else this.#isWorking = false;
    });
  }

  #workOff(upTo: number): void {
    for (const datagram of this.#waiting.slice(this.#next, upTo)) this.work(datagram);
    this.#next = Math.min(upTo, this.#waiting.length);
    if (this.#next < this.#waiting.length) return;
    this.#waiting = [];
    this.#next = 0;
  }
}
