import { byParticularity, parametersOf, shapeOf } from "./path-pattern";

type PathParams = Record<string, string>;

/** Finds what serves a path, and the values of its parameters; undefined where nothing does. */
export type FindByPath<Served> = (path: string) => { served: Served; params: PathParams } | undefined;

/** Of a few patterns, the more particular before the others. */
export function findByPath<Served>(patterns: ReadonlyMap<string, Served>): FindByPath<Served> {
  const known = [...patterns]
    .toSorted(([one], [other]) => byParticularity(one, other))
    .map(([pattern, served]) => ({ shape: shapeOf(pattern), names: parametersOf(pattern), served }));

  return (path) => {
    for (const { shape, names, served } of known) {
      const found = shape.exec(path);
      if (!found) continue;
      const params: PathParams = {};
      names.forEach((name, at) => {
        params[name] = decodeURIComponent(String(found[at + 1]));
      });
      return { served, params };
    }
    return undefined;
  };
}
