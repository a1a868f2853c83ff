import type {
  AlterDomainStmt,
  AlterEnumStmt,
  AlterSeqStmt,
  CreateFunctionStmt,
  GrantStmt,
} from "libpg-query";
import { argumentTypes } from "../sql/schema";
import { allOf, as, contains, kindOf, lastWord } from "../sql/statement";
import { found, type Judge } from "./fault";

export const judgeEnum: Judge<AlterEnumStmt> = ({ typeName, oldVal, newVal }, { statements }) => {
  const type = lastWord(typeName);
  if (oldVal)
    return [found("rename", `${type}.${oldVal}`, `renames the value ${oldVal} of ${type} to ${newVal}`)];
  const isUsed = statements.some(
    ({ node }) => kindOf(node) !== "AlterEnumStmt" && contains(node, (_, value) => value === newVal),
  );
  return isUsed
    ? [found("enum-value-used", `${type}.${newVal}`, `adds the value ${newVal} to ${type}, and uses it`)]
    : [];
};

export const judgeDomain: Judge<AlterDomainStmt> = ({ typeName, subtype, def }) => {
  const domain = lastWord(typeName);
  if (subtype === "O") return [found("set-not-null", domain, `sets the domain ${domain} NOT NULL`)];
  if (subtype !== "C" || as(def, "Constraint")?.skip_validation) return [];
  return [found("constraint-scan", domain, `adds a constraint to the domain ${domain}, not NOT VALID`)];
};

/** What a sequence keeps ahead, and which column it goes with, is nobody's matter but its own. */
export const judgeSequence: Judge<AlterSeqStmt> = ({ sequence, options }, { made }) => {
  const name = sequence?.relname ?? "";
  const changes = allOf(options, "DefElem").filter(({ defname = "" }) => !/^(owned_by|cache)$/.test(defname));
  return made.has(name)
    ? []
    : changes.map(({ defname }) => found("change-sequence", name, `changes ${defname} of ${name}`));
};

export const judgeFunction: Judge<CreateFunctionStmt> = ({ funcname, parameters }, { schema, made }) => {
  const name = lastWord(funcname);
  const known = schema.functions.get(name);
  if (!known || made.has(name) || known.includes(argumentTypes(parameters))) return [];
  const does = `makes a function ${name}(${argumentTypes(parameters)}) beside ${name}(${known.join("), (")})`;
  return [found("function-signature", name, does)];
};

export const judgeGrant: Judge<GrantStmt> = ({ is_grant, objects }) => {
  if (is_grant) return [];
  const subject = allOf(objects, "RangeVar").flatMap(({ relname }) => relname ?? [])[0] ?? "the database";
  return [found("take-away-right", subject, `revokes rights on ${subject}`)];
};
