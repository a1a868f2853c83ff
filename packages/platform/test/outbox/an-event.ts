import type { Event } from "@shopeasy/platform/events/event";
import { newId } from "@shopeasy/platform/ids";

export function anEvent(given: Partial<Event> = {}): Event {
  return {
    id: newId(),
    type: "thing.changed",
    version: 1,
    occurredAt: "2026-01-31T12:00:00.000Z",
    aggregateId: newId(),
    aggregateVersion: 1,
    data: { colour: "red" },
    ...given,
  };
}

export function events(count: number): Event[] {
  return Array.from({ length: count }, () => anEvent());
}
