import SegmentUtils from "aws-xray-sdk-core/dist/lib/segments/segment_utils";

/** How far the monotonic clock may be from the wall clock (set anew, or the machine slept) before it follows it. */
const LARGEST_DRIFT_MS = 5;

/** Segments in microseconds: the SDK's milliseconds show most queries as having taken no time at all. */
export function startPreciseClock(): void {
  let origin = performance.timeOrigin;

  const seconds = () => {
    const wall = Date.now();
    if (Math.abs(origin + performance.now() - wall) > LARGEST_DRIFT_MS) {
      origin = wall - performance.now();
    }
    return Math.round((origin + performance.now()) * 1000) / 1e6;
  };

  Object.assign(SegmentUtils, { getCurrentTime: seconds });
}
