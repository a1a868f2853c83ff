import type { Event } from "./event";

/** An event on its way, already in the form that travels. */
export interface Parcel {
  readonly event: Event;
  readonly body: string;
  readonly traceHeader: string | undefined;
}

/** Sends parcels, and gives for each that failed its event's id and why. */
export type Send = (parcels: readonly Parcel[]) => Promise<Map<string, string>>;
