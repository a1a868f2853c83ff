import type { Clients } from "./aws/clients";
import type { EnvironmentNote } from "./aws/environment-note";
import type { View } from "./deployments/view";
import type { Interruptions } from "./interruptions";
import type { ReleaseRecords } from "./records/release-records";

/** What everything that releases stands on. */
export interface Releasing {
  aws: Clients;
  note: EnvironmentNote;
  records: ReleaseRecords;
  view: View;
  interruptions: Interruptions;
  /** Who releases, as records and refusals name them. */
  by: string;
  now: () => Date;
  /** Between two looks at what AWS does. */
  pause: (seconds: number) => Promise<void>;
}
