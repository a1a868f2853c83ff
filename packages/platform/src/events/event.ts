/** An event's envelope. What `data` holds is between those who publish and those who consume. */
export interface Event {
  /** UUIDv7. */
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  readonly aggregateId: string;
  readonly aggregateVersion: number;
  readonly data: unknown;
}

/** An event, and the trace header of what caused it. */
export interface OutgoingEvent {
  readonly event: Event;
  readonly traceHeader?: string | undefined;
}

/** Publishes events and gives the ids of those that failed; never throws. */
export type Publish = (events: readonly OutgoingEvent[]) => Promise<ReadonlySet<string>>;

/** Well below SNS's 262,144 bytes for message and attributes. */
const LARGEST_EVENT_BYTES = 200_000;

/**
 * The event as it is published.
 * @throws RangeError for one of more than 200,000 bytes: it could never be published.
 */
export function serializeEvent(event: Event): string {
  const text = JSON.stringify(event);
  const bytes = Buffer.byteLength(text);
  if (bytes > LARGEST_EVENT_BYTES)
    throw new RangeError(`The event ${event.type} is too large: ${bytes} bytes`);
  return text;
}
