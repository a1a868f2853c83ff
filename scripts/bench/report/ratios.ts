import { type Measurement, rateOf } from "../measure";
import { median, percentile, rounded } from "../statistics";
import { cpuPerRequest } from "./entry";
import type { Ratio } from "./results";

/** Compared slice by slice of the same round, since what else the machine did then was the same for both. */
export function ratiosOf(measurements: readonly Measurement[]): Record<string, Ratio> {
  const ratios: Record<string, Ratio> = {};
  for (const floor of measurements) {
    const scenario = measurements.find((one) => one.floor === null && one.scenario === floor.scenario);
    if (floor.floor === null || !scenario) continue;
    const name = `${scenario.scenario}/${floor.floor}`;
    const byRate: number[] = [];
    const byCpu: number[] = [];
    for (const [round, slice] of scenario.slices.entries()) {
      const beside = floor.slices[round];
      if (!beside) continue;
      byRate.push(rateOf(slice) / rateOf(beside));
      const [cost, floorCost] = [cpuPerRequest([slice]), cpuPerRequest([beside])];
      if (cost && floorCost) byCpu.push(floorCost / cost);
    }
    ratios[name] = ratioOf(byRate);
    if (byCpu.length > 0) ratios[`${name} by CPU`] = ratioOf(byCpu);
  }
  return ratios;
}

/** The outermost rounds are left out of five; of three, none is. */
function ratioOf(rounds: readonly number[]): Ratio {
  const sorted = rounds.toSorted((one, other) => one - other);
  return {
    value: rounded(median(sorted)),
    low: rounded(percentile(sorted, 0.25)),
    high: rounded(percentile(sorted, 0.75)),
  };
}
