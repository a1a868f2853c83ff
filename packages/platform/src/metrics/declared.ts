import type { MetricDeclarations } from "@shopeasy/contracts/metric-declaration";

/** The names of a declaration's metrics of one kind. */
export type NameOf<Declared extends MetricDeclarations, Kind> = {
  [Name in keyof Declared & string]: Declared[Name]["kind"] extends Kind ? Name : never;
}[keyof Declared & string];

/** The labels of a declared metric. */
export type LabelOf<
  Declared extends MetricDeclarations,
  Name extends keyof Declared,
> = Declared[Name]["labels"][number];

/** @throws Error for a name that is not declared */
export function declarationOf(declared: MetricDeclarations, name: string) {
  const declaration = declared[name];
  if (!declaration) throw new Error(`The metric ${name} is not declared`);
  return declaration;
}

/** Every combination of a metric's labels, where all that they may say is declared; else none. */
export function declaredSeries(declared: MetricDeclarations, name: string): Record<string, string>[] {
  const { labels, values = {} } = declarationOf(declared, name);
  let series: Record<string, string>[] = [{}];
  for (const label of labels) {
    const said = values[label];
    series = Array.isArray(said)
      ? series.flatMap((one) => said.map((value: string) => ({ ...one, [label]: value })))
      : [];
  }
  return series;
}
