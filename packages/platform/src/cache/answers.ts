import { LRUCache } from "lru-cache";
import type { Metrics } from "../metrics/metrics";
import { span } from "../tracing/tracing";
import { AnswerCounts } from "./answer-counts";
import { Kept, type Make } from "./kept";
import type { SharedAnswer, SharedAnswers } from "./shared-answer";
import type { AnswerCache, MadeAnswer, StoredAnswer } from "./stored-answer";
import { type EraClock, type Moment, TagEras } from "./tag-eras";

export interface AnswersOptions {
  /** What all kept answers may take together. */
  maxBytes: number;
  metrics: Pick<Metrics, "counter" | "gauge">;
  /** A second tier that other instances fill, too. */
  shared?: SharedAnswers | undefined;
  clock?: EraClock;
}

/** How long after a change was heard the old answer may still be sent, while it is made anew: no hot page waits. */
export const staleMs = 300;
/** An answer under constant change is made anew this often at most: often enough for nobody to wait. */
const remakeEveryMs = 200;
/** However little was heard: what changes unannounced shows after this. */
export const oldestMs = 60_000;
/** While no changes are heard. */
export const oldestUnheardMs = 500;
/** From this part of its longest age on, an answer that is asked for is made anew. */
const ripeness = 0.8;
/** More than the clocks of two instances differ, and than one hears a change later than the other. */
const sharedMarginMs = 1_000;

const never = Number.POSITIVE_INFINITY;
const systemClock: EraClock = { now: () => performance.now(), date: () => Date.now() };

/**
 * Keeps answers in this process. Its rule: what is sent to a request misses no change that was heard more than 300 ms
 * before that request, and is 60 seconds old at most; while changes are not heard, 500 ms. It is told what changed by
 * `changed` and `allChanged`, and whether it is told at all by `hearing` and `deaf`; it is deaf at first.
 *
 * A shared answer is trusted only by an instance that hears, and only where its making began a second or more after
 * the newest change of its tags that this instance has heard, and after it began to hear: then the maker's database
 * had that change, though clocks differ. A change that this instance is yet to hear makes the answer stale when it is
 * heard, as if it had been made here. What nobody could trust yet is not shared.
 */
export class Answers implements AnswerCache {
  readonly #kept: LRUCache<string, Kept>;
  readonly #flights = new Map<string, Flight>();
  readonly #eras: TagEras;
  readonly #clock: EraClock;
  readonly #shared: SharedAnswers | undefined;
  readonly #counts: AnswerCounts;
  #isHearing = false;
  /** Grows when all is dropped: what was begun before is neither waited for nor kept. */
  #epoch = 0;

  constructor({ maxBytes, metrics, shared, clock = systemClock }: AnswersOptions) {
    this.#clock = clock;
    this.#shared = shared;
    this.#eras = new TagEras(clock);
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes / 8),
      sizeCalculation: (kept, address) => kept.bytesAt(address),
      dispose: (_kept, _address, reason) => {
        if (reason === "evict") this.#counts.evicted++;
      },
    });
    this.#counts = new AnswerCounts(metrics, {
      bytes: () => this.#kept.calculatedSize,
      answers: () => this.#kept.size,
      hearing: () => this.#isHearing,
    });
  }

  recall(address: string): StoredAnswer | undefined {
    const kept = this.#kept.get(address);
    if (!kept) return undefined;
    const now = this.#clock.now();
    const age = now - kept.began;
    const { staleFrom } = kept;
    if (age > this.#oldest || now - staleFrom > staleMs) return undefined;

    const isStale = staleFrom !== never;
    if (isStale) this.#counts.stale++;
    else this.#counts.fresh++;
    if (age > (isStale ? remakeEveryMs : this.#oldest * ripeness)) this.#makeAnew(address, kept.make);
    return kept.answer;
  }

  load(address: string, make: Make): Promise<StoredAnswer> {
    return span("answers", (part) => {
      const flight = this.#joinable(address);
      if (flight) this.#counts.joined++;
      part.annotate("cache", flight ? "joined" : "miss");
      const found = () => part.annotate("cache", "shared");
      return (flight ?? this.#begin(address, (begun) => this.#takeOrMake(address, make, begun, found)))
        .answer;
    });
  }

  isStale(address: string): boolean {
    return this.#kept.peek(address)?.staleFrom !== never;
  }

  /** These things have changed: what was made of them is stale. */
  changed(tags: readonly string[]): void {
    this.#eras.end(tags);
  }

  /** Anything may have changed. */
  allChanged(): void {
    this.#eras.endAll();
  }

  /** From now on every change is told. What came before was not, so all that is kept is dropped. */
  hearing(): void {
    this.#epoch++;
    this.#kept.clear();
    this.#eras.endAll();
    this.#isHearing = true;
  }

  /** Changes are not told any more, until `hearing`. */
  deaf(): void {
    this.#isHearing = false;
  }

  get #oldest(): number {
    return this.#isHearing ? oldestMs : oldestUnheardMs;
  }

  /** The making that a request of this moment may wait for: what it gives is new enough for it. */
  #joinable(address: string): Flight | undefined {
    const flight = this.#flights.get(address);
    if (!flight || flight.epoch !== this.#epoch) return undefined;
    const now = this.#clock.now();
    const overtakenAt = flight.moment.era.endedAt ?? never;
    return now - flight.began <= this.#oldest && now - overtakenAt <= staleMs ? flight : undefined;
  }

  #makeAnew(address: string, make: Make): void {
    if (this.#joinable(address)) return;
    // Who asks next is told why, when it fails again.
    this.#begin(address, (flight) => this.#make(address, make, flight)).answer.catch(() => {});
  }

  #begin(address: string, work: (flight: Flight) => Promise<StoredAnswer>): Flight {
    const flight: Flight = { ...this.#now(), answer: unbegun };
    flight.answer = this.#fly(address, flight, work);
    this.#flights.set(address, flight);
    return flight;
  }

  #now(): Start {
    return {
      began: this.#clock.now(),
      beganOn: this.#clock.date(),
      moment: this.#eras.moment,
      epoch: this.#epoch,
    };
  }

  async #fly(address: string, flight: Flight, work: (flight: Flight) => Promise<StoredAnswer>) {
    try {
      return await work(flight);
    } catch (error) {
      this.#counts.failed++;
      // It may be that there is no such thing any more.
      if (!this.#hasNewer(address, flight)) this.#kept.delete(address);
      throw error;
    } finally {
      if (this.#flights.get(address) === flight) this.#flights.delete(address);
    }
  }

  async #takeOrMake(
    address: string,
    make: Make,
    flight: Flight,
    tellFound: () => void,
  ): Promise<StoredAnswer> {
    if (!this.#shared || !this.#isHearing) return this.#make(address, make, flight);
    const found = await this.#shared.read(address);
    if (found && this.#trusts(found)) {
      this.#counts.shared++;
      tellFound();
      const oldestItMayBe = this.#clock.date() - found.began + sharedMarginMs;
      const began = this.#clock.now() - oldestItMayBe;
      this.#kept.set(address, new Kept(found.answer, make, began, this.#eras.of(found.tags)));
      return found.answer;
    }
    // Nothing was read yet: the making begins now.
    Object.assign(flight, this.#now());
    return this.#make(address, make, flight);
  }

  #trusts({ tags, began }: SharedAnswer): boolean {
    const now = this.#clock.date();
    const isPlausible = began > now - oldestMs + sharedMarginMs && began < now + sharedMarginMs;
    return this.#isHearing && isPlausible && this.#isSharable(tags, began);
  }

  #isSharable(tags: readonly string[], beganOn: number): boolean {
    return beganOn >= this.#eras.newest(tags) + sharedMarginMs;
  }

  async #make(address: string, make: Make, flight: Flight): Promise<StoredAnswer> {
    const made = await make();
    this.#counts.made++;
    if (flight.epoch === this.#epoch && !this.#hasNewer(address, flight))
      this.#keep(address, made, make, flight);
    return made.answer;
  }

  #keep(address: string, { answer, tags }: MadeAnswer, make: Make, { began, beganOn, moment }: Flight): void {
    const isOvertaken = this.#eras.haveEndedSince(moment, tags);
    // By the first change of anything after it began: which one was the first of these tags is not known any more.
    const overtakenAt = isOvertaken ? moment.era.endedAt : undefined;
    this.#kept.set(address, new Kept(answer, make, began, this.#eras.of(tags), overtakenAt));
    if (this.#shared && this.#isHearing && this.#isSharable(tags, beganOn)) {
      this.#shared.write(address, { answer, tags, began: beganOn });
    }
  }

  #hasNewer(address: string, { began }: Start): boolean {
    return (this.#kept.peek(address)?.began ?? Number.NEGATIVE_INFINITY) > began;
  }
}

/** What is known as a making begins. */
interface Start {
  began: number;
  beganOn: number;
  moment: Moment;
  epoch: number;
}

/** One making of an answer, for all who wait for it. */
interface Flight extends Start {
  answer: Promise<StoredAnswer>;
}

const unbegun = new Promise<never>(() => {});
