import type { Annotations } from "./position";
import type { Decision } from "./sampling";
import type { TraceHeader } from "./trace-header";

/** Time that went by before this process began its part. Epoch milliseconds. */
export interface Wait {
  name: string;
  from: number;
  until: number;
}

/** All that is known of a trace as it begins in this process. */
export interface TraceStart {
  readonly name: string;
  readonly incoming: TraceHeader;
  readonly decision: Decision;
  /** Whether an unsampled trace that ends in a fault is sent all the same. */
  readonly keepsFaults: boolean;
  readonly method?: string | undefined;
  readonly annotations?: Annotations | undefined;
  readonly waits?: readonly Wait[] | undefined;
  /** Of the process, in each of its segments. */
  readonly processFacts?: object | undefined;
}
