import type { AlterObjectSchemaStmt, DropStmt, RenameStmt } from "libpg-query";
import { droppedNames } from "../sql/schema";
import { as, lastWord } from "../sql/statement";
import { type Circumstances, type Found, found, type Judge } from "./fault";
import { droppedIndexes } from "./index-rules";

/** `OBJECT_MATVIEW` as a word. */
const kindWord = (type = ""): string => type.replace("OBJECT_", "").toLowerCase().replace("matview", "view");

export const judgeDrop: Judge<DropStmt> = (drop, circumstances) => {
  if (drop.removeType === "OBJECT_INDEX") return droppedIndexes(drop, circumstances);
  const used = droppedNames(drop.objects).filter((name) => !circumstances.made.has(name.split(".")[0] ?? ""));
  return used.map((name) =>
    drop.removeType === "OBJECT_TABLE"
      ? found("drop-table", name, `drops the table ${name}`)
      : found("drop-object", name, `drops the ${kindWord(drop.removeType)} ${name}`),
  );
};

export const judgeRename: Judge<RenameStmt> = (rename, circumstances) => {
  const { renameType = "OBJECT_TABLE", relation, object, subname, newname } = rename;
  const owner = relation?.relname ?? ownerOf(object);
  const name = subname && renameType !== "OBJECT_TABLE" ? `${owner}.${subname}` : owner;
  if (circumstances.made.has(owner) || isHarmless(rename, owner, circumstances)) return [];
  return [found("rename", name, `renames the ${kindWord(renameType)} ${name} to ${newname}`)];
};

const ownerOf = (object: RenameStmt["object"]): string =>
  lastWord(as(object, "List")?.items ?? as(object, "ObjectWithArgs")?.objname ?? (object ? [object] : []));

/** No query names an index or a constraint; only code may, that wants to know which one was broken. */
function isHarmless(
  { renameType, subname = "" }: RenameStmt,
  owner: string,
  { isNamed }: Circumstances,
): boolean {
  if (renameType === "OBJECT_INDEX") return !isNamed(owner);
  return renameType === "OBJECT_TABCONSTRAINT" && !isNamed(subname);
}

export const judgeMove: Judge<AlterObjectSchemaStmt> = (
  { relation, object, newschema },
  { made },
): Found[] => {
  const name = relation?.relname ?? ownerOf(object);
  return made.has(name) ? [] : [found("rename", name, `moves ${name} to the schema ${newschema}`)];
};
