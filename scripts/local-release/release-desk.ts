import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type ServiceName, serviceNames } from "@shopeasy/contracts/route-table";
import { beginRecord, type ReleaseRecord, versionSchema } from "../release/records/release-record";
import type { ReleaseRecords } from "../release/records/release-records";
import { ReleaseError } from "../release/release-error";
import type { OnProcessEvent } from "../shop/restarts";
import type { Ground } from "./ground";
import { figuresOf } from "./judge-rules";
import type { ShopStatus, Tell } from "./release-events";
import type { ReleaseRequest } from "./release-request";
import { reasonOf, runRelease } from "./run-release";

interface DeskSetting {
  ground: Ground;
  records: ReleaseRecords;
  /** Whose account runs the shop. */
  by: string;
  onProcessEvent: OnProcessEvent;
}

interface UnderWay {
  record: ReleaseRecord;
  doing: string;
  isDecided: boolean;
  stopping: AbortController;
  over: Promise<void>;
}

/** Of the five seconds in which a shop stops, those that a release gets to go back. */
const closeWithinMs = 1_500;

/** The releases of a shop that runs: one at a time, for else nobody could tell whose faults customers see. */
export class ReleaseDesk {
  readonly #setting: DeskSetting;
  #underWay: UnderWay | undefined;
  #isClosed = false;

  constructor(setting: DeskSetting) {
    this.#setting = setting;
  }

  /** Ends the records of releases in whose middle a shop was killed. */
  async tidy(): Promise<void> {
    for (const service of serviceNames) {
      const left = await this.#setting.records.underWay(service);
      if (left) await this.#finish(left, new Error("The shop was killed in the middle."));
    }
  }

  /**
   * Releases, tells how it goes on, and ends with the event `ended`, whatever became of it.
   * @throws ReleaseError, and has done nothing, where another release is under way
   */
  async release(request: ReleaseRequest, tell: Tell): Promise<void> {
    this.#admit(request);
    const { ground, records, by } = this.#setting;
    const { service, version, strategy, commits } = request;
    const before = this.versionOf(service);
    const previousVersion = versionSchema.safeParse(before).data ?? null;
    const begun = { environment: "local", service, version, previousVersion, commits, strategy, by };
    const record = beginRecord(begun, new Date());
    const over = Promise.withResolvers<void>();
    const stopping = new AbortController();
    const current: UnderWay = { record, doing: "", isDecided: false, stopping, over: over.promise };
    this.#underWay = current;
    const note: Tell = (event) => {
      if (event.event === "doing") current.doing = event.what;
      if (event.event === "shifted") current.doing = `${event.percent} % to green`;
      tell(event);
    };
    let fault: unknown;
    try {
      const other = await records.begin(record);
      if (other) throw new ReleaseError(`The record of ${other.id} says that it is under way.`);
      note({ event: "began", id: record.id, service, version, before, strategy });
      await runRelease({
        ...{ ground, request, tell: note, onProcessEvent: this.#setting.onProcessEvent },
        signal: stopping.signal,
        onExposed: () => this.#expose(current),
        onDecided: () => {
          current.isDecided = true;
        },
      });
    } catch (error) {
      fault = error;
      // Once it was decided, the new processes run from there.
      if (!current.isDecided) await rm(request.build, { recursive: true, force: true });
    }
    // Where its record can't be written, the next release must be possible all the same.
    const ended = await this.#finish(current.record, fault, current.isDecided).finally(() => {
      this.#underWay = undefined;
      over.resolve();
    });
    tell({ event: "ended", ...ended });
  }

  /** Has the release go back. @throws ReleaseError where there is none, or it has gone too far */
  abort(reason: string): void {
    const current = this.#underWay;
    if (!current) throw new ReleaseError("No release is under way.");
    if (current.isDecided) {
      throw new ReleaseError(
        `${current.record.service} has been released: blue is leaving. Release the version before.`,
      );
    }
    current.stopping.abort(new Error(reason));
  }

  versionOf(service: ServiceName): string {
    return this.#setting.ground.versions.get(service) ?? "local";
  }

  async status(): Promise<ShopStatus> {
    const { ground } = this.#setting;
    const counts = await ground.routes.allCounts();
    const current = this.#underWay;
    const services = serviceNames.map((service) => ({
      service,
      version: this.versionOf(service),
      pid: ground.fleet.named(service).pid,
      figures: counts ? figuresOf(counts[service].blue) : null,
    }));
    if (!current) return { services, release: null };
    const { service, version } = current.record;
    const { percent = 0, green = null } = counts?.[service] ?? {};
    const release = { service, version, percent, doing: current.doing, green: green && figuresOf(green) };
    return { services, release };
  }

  /** Takes no more; a release that is under way goes back, or, where it has gone too far for that, counts as it is. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const current = this.#underWay;
    if (!current) return;
    if (current.isDecided) return void (await this.#finish(current.record, undefined));
    current.stopping.abort(new Error("The shop was stopped in the middle."));
    const late = new Promise((resolve) => setTimeout(resolve, closeWithinMs).unref());
    await Promise.race([current.over, late]);
  }

  #admit({ build, service }: ReleaseRequest): void {
    if (this.#isClosed) throw new ReleaseError("The shop is being stopped.");
    const current = this.#underWay?.record;
    if (current) {
      const what = current.service === service ? "It" : current.service;
      throw new ReleaseError(
        `${what} is being released now, as ${current.version}: one release at a time. Wait, or end it by --abort.`,
      );
    }
    if (dirname(build) !== this.#setting.ground.builds) {
      throw new ReleaseError(`${build} is not in the shop's own folder ${this.#setting.ground.builds}.`);
    }
  }

  async #expose(current: UnderWay): Promise<void> {
    if (current.record.exposedAt !== null) return;
    current.record = { ...current.record, exposedAt: new Date().toISOString() };
    await this.#setting.records.update(current.record);
  }

  async #finish(record: ReleaseRecord, fault: unknown, isDecided = false) {
    const wentBack = record.exposedAt === null ? ("failed" as const) : ("rolled-back" as const);
    const outcome = fault === undefined || isDecided ? ("succeeded" as const) : wentBack;
    const reason = fault === undefined ? null : reasonOf(fault);
    await this.#setting.records.finish({ ...record, outcome, reason, finishedAt: new Date().toISOString() });
    return { outcome, reason };
  }
}
