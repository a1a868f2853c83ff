import type { ServiceName } from "@shopeasy/contracts/route-table";
import { ReleaseError } from "../release-error";
import type { RecordStore } from "./record-store";
import { type ReleaseRecord, releaseRecordSchema } from "./release-record";

const underWayOf = (service: ServiceName) => `under-way/${service}.json`;
const keyOf = ({ service, id }: Pick<ReleaseRecord, "service" | "id">) => `records/${service}/${id}.json`;
const textOf = (record: ReleaseRecord) => `${JSON.stringify(record, null, 2)}\n`;

/** The releases of one environment. Of each service one is under way at most. */
export class ReleaseRecords {
  readonly #store: RecordStore;

  constructor(store: RecordStore) {
    this.#store = store;
  }

  /** The release of the service that began and has not ended, whoever follows it; null where there is none. */
  async underWay(service: ServiceName): Promise<ReleaseRecord | null> {
    const text = await this.#store.read(underWayOf(service));
    if (text === null) return null;
    const record = recordOf(text, underWayOf(service));
    // Who finished it died before it was cleared away.
    if ((await this.#store.read(keyOf(record))) === null) return record;
    await this.#store.remove(underWayOf(service));
    return null;
  }

  /** Begins a release, unless one is under way: gives that one, and null where this one has begun. */
  async begin(record: ReleaseRecord): Promise<ReleaseRecord | null> {
    const other = await this.underWay(record.service);
    if (other) return other;
    const begun = await this.#store.create(underWayOf(record.service), textOf(record));
    return begun ? null : this.begin(record);
  }

  /** Keeps what has become known of a release that is under way. */
  async update(record: ReleaseRecord): Promise<void> {
    await this.#store.write(underWayOf(record.service), textOf(record));
  }

  /** Ends a release, or says of one that ended that it was taken back after all. */
  async finish(record: ReleaseRecord): Promise<void> {
    await this.#store.write(keyOf(record), textOf(releaseRecordSchema.parse(record)));
    const text = await this.#store.read(underWayOf(record.service));
    if (text !== null && recordOf(text, underWayOf(record.service)).id === record.id) {
      await this.#store.remove(underWayOf(record.service));
    }
  }

  /** What ended, newest first: of one service, or of all; `since` some time, or ever. */
  async list({ service, since }: { service?: ServiceName; since?: Date } = {}): Promise<ReleaseRecord[]> {
    const keys = await this.#store.keys(service ? `records/${service}/` : "records/");
    const records = await Promise.all(
      keys.map(async (key) => {
        const text = await this.#store.read(key);
        return text === null ? [] : [recordOf(text, key)];
      }),
    );
    return records
      .flat()
      .filter(({ startedAt }) => !since || new Date(startedAt) >= since)
      .sort((one, other) => (one.id < other.id ? 1 : -1));
  }
}

function recordOf(text: string, key: string): ReleaseRecord {
  try {
    return releaseRecordSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ReleaseError(`${key} is no record of a release: mend it, or take it away.`, { cause });
  }
}
