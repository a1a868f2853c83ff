import type { Unit } from "@shopeasy/contracts/dashboard-definition";
import { duration } from "../pages/wording";

const short = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 1e6) return `${(value / 1e6).toPrecision(3)} M`;
  if (size >= 10_000) return `${(value / 1e3).toPrecision(3)} k`;
  if (size >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return Number(value.toPrecision(2)).toString();
};

/** A value as a person reads it; nothing where there is none. */
export function amountOf(value: number | undefined, unit: Unit): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  switch (unit) {
    case "per-second":
      return `${short(value)}/s`;
    case "per-minute":
    case "minor-units":
      return `${short(value)}/min`;
    case "seconds":
      return value === 0 ? "0" : duration(value * 1_000);
    case "bytes":
      return value >= 1e9 ? `${(value / 1e9).toPrecision(3)} GB` : `${(value / 1e6).toPrecision(3)} MB`;
    case "share":
      return `${short(value * 100)} %`;
    case "times":
      return `${short(value)}×`;
    case "count":
      return short(value);
  }
}
