const unitMs = { us: 0.001, µs: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Milliseconds, of `200ms`, `1.5s`, `2m`; a number alone is milliseconds. */
export function spanOf(text: string): number | undefined {
  const [, number, unit = "ms"] = /^(\d{1,9}(?:\.\d{1,6})?)\s*(us|µs|ms|s|m|h)?$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * unitMs[unit as keyof typeof unitMs];
}

/** Milliseconds since the epoch, of a moment in ISO 8601: in UTC, where it does not say otherwise. */
export function momentOf(text: string): number | undefined {
  const [, date, time = "00:00", zone = "Z"] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  const moment = date === undefined ? Number.NaN : Date.parse(`${date}T${time}${zone}`);
  return Number.isNaN(moment) ? undefined : moment;
}
