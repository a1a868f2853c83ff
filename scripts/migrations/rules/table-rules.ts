import type { AlterTableCmd, AlterTableStmt } from "libpg-query";
import { allOf, as } from "../sql/statement";
import { addedColumn, changedDefault, requiredColumn, retypedColumn } from "./column-rules";
import { addedConstraint, droppedConstraint, validated } from "./constraint-rules";
import { type Circumstances, type Found, found, type Judge } from "./fault";

/** Known to take a moment, and to change nothing for the version that runs. */
const harmless = new Set<AlterTableCmd["subtype"]>([
  "AT_DropNotNull",
  "AT_SetStatistics",
  "AT_SetOptions",
  "AT_ResetOptions",
  "AT_SetStorage",
  "AT_SetCompression",
  "AT_SetRelOptions",
  "AT_ResetRelOptions",
  "AT_EnableTrig",
  "AT_ClusterOn",
  "AT_DropCluster",
  "AT_DisableRowSecurity",
  "AT_NoForceRowSecurity",
]);

const rewriting = new Set<AlterTableCmd["subtype"]>([
  "AT_SetLogged",
  "AT_SetUnLogged",
  "AT_SetAccessMethod",
  "AT_SetTableSpace",
  "AT_SetExpression",
]);

export const judgeAlterTable: Judge<AlterTableStmt> = ({ relation, cmds, objtype }, circumstances) => {
  const table = relation?.relname ?? "";
  if (circumstances.made.has(table)) return [];
  // Indexes and views have parameters, too.
  if (objtype === "OBJECT_SEQUENCE")
    return [found("change-sequence", table, `changes the sequence ${table}`)];
  return allOf(cmds, "AlterTableCmd").flatMap((command) => judgeCommand(table, command, circumstances));
};

function judgeCommand(table: string, command: AlterTableCmd, circumstances: Circumstances): Found[] {
  const { subtype, name = "", def } = command;
  const subject = `${table}.${name}`;
  switch (subtype) {
    case "AT_AddColumn":
      return addedColumn(table, as(def, "ColumnDef") ?? {});
    case "AT_DropColumn":
      return [found("drop-column", subject, `drops the column ${subject}`)];
    case "AT_AlterColumnType":
      return retypedColumn(table, command, circumstances);
    case "AT_SetNotNull":
      return requiredColumn(table, name, circumstances);
    case "AT_ColumnDefault":
      return changedDefault(table, command, circumstances);
    case "AT_AddConstraint":
      return addedConstraint(table, as(def, "Constraint"), circumstances);
    case "AT_DropConstraint":
      return droppedConstraint(table, name, circumstances);
    case "AT_ValidateConstraint":
      return validated(table, name, circumstances);
    case "AT_AddIdentity":
    case "AT_SetIdentity":
    case "AT_DropIdentity":
      return [found("change-identity", subject, `changes the identity of ${subject}`)];
    case "AT_EnableRowSecurity":
    case "AT_ForceRowSecurity":
      return [found("row-security", table, `enables row level security on ${table}`)];
    case "AT_DisableTrig":
    case "AT_DisableTrigAll":
    case "AT_DisableTrigUser":
      return [found("switch-off", subject, `disables triggers of ${table}`)];
    case "AT_DropExpression":
      return [found("switch-off", subject, `no longer computes ${subject}`)];
    case "AT_ChangeOwner":
      return [found("take-away-right", table, `gives ${table} to another owner`)];
    default:
      if (harmless.has(subtype)) return [];
      if (rewriting.has(subtype)) return [found("table-rewrite", table, `rewrites ${table} (${subtype})`)];
      return [found("unknown", table, `does ${subtype} to ${table}, which the check does not know`)];
  }
}
