const elsewhere = "(other)";

/** Names as numbers, so that the index holds each but once. What comes when it is full shares one name. */
export class Names {
  readonly #names: string[] = [elsewhere];
  readonly #numbers = new Map<string, number>([[elsewhere, 0]]);

  constructor(private readonly atMost = 10_000) {}

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#names.length >= this.atMost) return 0;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  /** Undefined where nothing of this name ever came. */
  knownNumberOf(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  nameOf(number: number): string {
    return this.#names[number] ?? elsewhere;
  }

  /** The numbers of the names that are as is wanted. */
  where(isWanted: (name: string) => boolean): Set<number> {
    const numbers = new Set<number>();
    for (const [number, name] of this.#names.entries()) if (isWanted(name)) numbers.add(number);
    return numbers;
  }
}
