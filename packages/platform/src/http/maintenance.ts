import type { Maintenance } from "@shopeasy/contracts/flag-declaration";
import { type AppError, Unavailable } from "../errors";
import type { Asker } from "../flags/flags";

interface MaintenanceFlags {
  readonly asker: Asker;
  value(name: "maintenance"): Maintenance;
}

/** Planned maintenance, as an app tells its callers of it. */
export interface PlannedMaintenance {
  /** The value of `Shop-Notice`, from the moment that maintenance is announced to its end. */
  notice(): string | undefined;
  /** Why nothing may be written now; undefined where it may. */
  refusal(): AppError | undefined;
}

export const noticeHeader = "Shop-Notice";

/** What the header says, for the API's documents. */
export const noticeMeaning =
  "Planned maintenance: `maintenance;from=@1767225600;until=@1767229200`, a structured field (RFC 9651) whose dates are Unix seconds. `GET /health` has its text.";

export function plannedMaintenance(
  flags: MaintenanceFlags,
  now: () => number = Date.now,
): PlannedMaintenance {
  let known: Maintenance | undefined;
  let mine: Window | undefined;
  const current = () => {
    const said = flags.value("maintenance");
    if (said !== known) {
      known = said;
      mine = said.planned ? windowOf(said.planned, flags.asker.service) : undefined;
    }
    return mine && now() < mine.until ? mine : undefined;
  };
  return {
    notice: () => current()?.header,
    refusal() {
      const window = current();
      const at = now();
      if (!window?.isHere || at < window.from) return undefined;
      return new Unavailable("maintenance", window.text, {
        until: new Date(window.until).toISOString(),
      }).withHeaders({ "Retry-After": String(Math.max(1, Math.ceil((window.until - at) / 1_000))) });
    },
  };
}

interface Window {
  from: number;
  until: number;
  text: string;
  header: string;
  /** Whether this service is one of those in which nothing is written. */
  isHere: boolean;
}

function windowOf(planned: NonNullable<Maintenance["planned"]>, service: string): Window {
  const from = Date.parse(planned.from);
  const until = Date.parse(planned.until);
  const seconds = (at: number) => Math.floor(at / 1_000);
  return {
    from,
    until,
    text: planned.notice,
    header: `maintenance;from=@${seconds(from)};until=@${seconds(until)}`,
    isHere: planned.services.some((name) => name === service),
  };
}
